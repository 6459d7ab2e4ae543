import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.doubts import find_doubts, is_foreign, share_in
from bench.corpus.parts import Parts
from bench.corpus.titles import name_words
from bench.evaluation.metadata import read_folder
from bench.messages import message

SHARED = os.environ.get("REGIONBENCH_SHARED", "")
LONG = "加快建设一体化算力网络，推动数据要素市场化配置改革，培育壮大数字产业集群，完善体制机制。"
LINKS = "\n".join(f"{word}频道" for word in "要闻政策解读服务互动数据公开专题视频图片" * 20)
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def articles(*numbers: int, closing: str = "") -> str:
    lines = [f"第{NUMERALS[number - 1]}条 {LONG}" for number in numbers]
    return "\n".join(["甲省数据条例", *lines, closing])


def doubts(text: str, *claimed: str) -> set[str]:
    return {key.removeprefix("corpus.doubt_") for key in find_doubts(Parts(text), claimed)}


def test_a_document_that_is_what_it_claims_raises_no_doubt() -> None:
    assert doubts(f"{LONG}\n" * 10, "甲省一体化算力网络建设行动方案") == set()
    assert doubts(articles(*range(1, 8), closing="第八条 本条例自2024年1月1日起施行。")) == set()


def test_another_text_under_a_title_is_told_though_the_page_prints_the_title() -> None:
    title = "关于加快推进海岛渔船修造升级的通知"
    assert doubts(f"{title}\n" + f"{LONG}\n" * 10, title) == {"title"}
    assert doubts(f"{LONG}\n" * 10, "海风吹过老渔港的日子") == set()  # a newspaper's title may


def test_common_words_do_not_make_a_title_fit() -> None:
    assert is_foreign("关于加快推进海岛渔船修造升级的实施方案", "关于加快推进数据发展的实施方案")
    assert not is_foreign("关于加快发展的实施方案", "数据")


def test_a_page_of_links_is_told() -> None:
    assert doubts(LINKS) == {"navigation"}


def test_articles_that_break_off_or_jump_are_told() -> None:
    assert doubts(articles(*range(1, 8))) == {"articles_end"}
    jump = articles(1, 2, 3, 6, 7, closing="第八条 本条例自2024年1月1日起施行。")
    assert find_doubts(Parts(jump), ()) == {"corpus.doubt_articles_jump": {"before": 3, "after": 6}}


def test_a_text_too_short_to_hold_anything_is_told_alone() -> None:
    assert doubts("见附件。", "关于加快推进海岛渔船修造升级的通知") == {"short"}


def test_the_share_of_a_title_is_counted_in_pairs() -> None:
    assert share_in("算力网络", "算力和网络") == 2 / 3
    assert share_in("", "算力") == 1.0


@given(st.text(max_size=200), st.lists(st.text(max_size=30), max_size=2))
def test_any_text_is_looked_at_and_each_doubt_has_its_words(text: str, claimed: list[str]) -> None:
    for key, values in find_doubts(Parts(text), claimed).items():
        for language in ("zh", "en"):
            assert message(key, language, **values)


@pytest.mark.skipif(not SHARED, reason="REGIONBENCH_SHARED is not set")
def test_of_the_public_documents_the_wrong_ones_alone_are_doubted() -> None:
    found = set()
    for folder in ("corpus", "seeds"):
        for read in read_folder(Path(SHARED) / folder):
            title = read.entry.title if read.entry else ""
            claimed = [title, name_words(PurePosixPath(read.name).stem)]
            if find_doubts(Parts(read.text), [one for one in claimed if one]):
                found.add(PurePosixPath(read.name).name.split("_")[0] + read.name[-4:])
    assert found == {"P033.pdf", "P042.pdf", "山东.txt"}
