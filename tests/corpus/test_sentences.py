import pickle
from itertools import pairwise

import pytest
from hypothesis import given, settings

from bench.corpus.document import Body
from bench.corpus.sentences import split_body
from tests.corpus.builders import TEXTS

LONG = "全省加快建设一体化算力网络，推动数据要素市场化配置改革，培育壮大数字产业集群。"


def sentences(text: str) -> list[str]:
    """Return the sentences of a text after a first paragraph, which is left out."""
    return [s.text for s in split_body(f"{LONG}\n{text}").sentences[1:]]


def check(text: str) -> Body:
    """Check what holds of every text's body, and return it."""
    body = split_body(text)
    pieces = (*body.sentences, *body.headings)
    assert all(text[p.start : p.end] == p.text for p in pieces)
    assert all(p.text == p.text.strip() != "" for p in pieces)
    for row in (body.sentences, body.headings, body.cuts, sorted(pieces, key=lambda p: p.start)):
        assert all(one.end <= other.start for one, other in pairwise(row))
    for cut in body.cuts:
        for piece in body.sentences:
            assert not cut.start <= piece.start < cut.end
            assert not cut.start < piece.end <= cut.end
    assert all(one.paragraph <= other.paragraph for one, other in pairwise(body.sentences))
    covered = bytearray(len(text))
    for piece in (*pieces, *body.cuts):
        covered[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    lost = [c for c, kept in zip(text, covered, strict=True) if c.isalpha() and not kept]
    assert lost == []
    return body


@settings(max_examples=400)
@given(TEXTS)
def test_nothing_is_lost_and_every_offset_is_exact(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "parts",
    [
        ["加快建设数据中心。", "培育数据商！", "行吗？", "好；", "再来。"],
        ["他说：“要用起来。”", "企业响应（包括民企。）", "完成。"],
        ["《条例》施行。", "《办法》废止。"],
        ["真的吗？！", "是的。"],
        ["数据；", "算力。"],
        ["建设平台;", "培育企业!", "行吗?", "行。"],
        ["增长9.6%，规模3.5亿元。", "v2.0上线。"],
        ["详见https://a.example.cn/list?page=2&a=b;c=d#x，另有说明。", "完成。"],
        ["省级平台由A.B公司建设. 市级平台由其运营。", "完成。"],
        ["等等……未完。", "完成。"],
    ],
)
def test_sentences_end_where_they_end(parts: list[str]) -> None:
    assert sentences("".join(parts)) == parts


def test_english_prose_is_split_too() -> None:
    parts = ["The city opened 3.5 PB of data.", "Firms, e.g. Acme Inc., used it!", "See No. 3."]
    assert sentences(" ".join(parts)) == parts


def test_no_character_after_a_full_stop_is_lost() -> None:
    # A well-known splitter drops the character after each 。
    assert sentences("甲。乙。丙。") == ["甲。", "乙。", "丙。"]


def test_items_of_an_enumeration_are_kept_apart_with_their_marks() -> None:
    body = split_body(
        f"{LONG}\n抓好三件事：一是建设枢纽；二是培育数据商，三是开放数据。其一，统一标准；其二，强化监管。"
    )
    found = [(s.marker, s.text) for s in body.sentences[1:]]
    assert found == [
        ("", "抓好三件事："),
        ("一是", "一是建设枢纽；"),
        ("二是", "二是培育数据商，"),
        ("三是", "三是开放数据。"),
        ("其一", "其一，统一标准；"),
        ("其二", "其二，强化监管。"),
    ]


@pytest.mark.parametrize("text", ["统一是前提，标准一是基础。", "这三个环节缺一不可，是系统工程。"])
def test_the_same_characters_within_words_part_nothing(text: str) -> None:
    assert sentences(text) == [text]


def test_sections_and_paragraphs_stand_with_the_sentences() -> None:
    text = (
        "浙东省数字经济发展规划\n一、总体要求\n（一）夯实底座。建设枢纽。布局中心。\n"
        "（二）激活要素。培育数据商。\n二、保障措施\n加强领导。"
    )
    body = check(text)
    assert [(s.text, s.section) for s in body.sentences] == [
        ("建设枢纽。", ("一、总体要求", "（一）夯实底座")),
        ("布局中心。", ("一、总体要求", "（一）夯实底座")),
        ("培育数据商。", ("一、总体要求", "（二）激活要素")),
        ("加强领导。", ("二、保障措施",)),
    ]
    assert [h.text for h in body.headings] == [
        "浙东省数字经济发展规划",
        "一、总体要求",
        "（一）夯实底座",
        "（二）激活要素",
        "二、保障措施",
    ]
    title, first_level, second, third, last = (h.level for h in body.headings)
    assert title == -1 < first_level == last < second == third
    assert [s.paragraph for s in body.sentences] == [2, 2, 3, 5]


def test_a_law_is_split_into_articles_and_items() -> None:
    text = (
        "浙东省数据条例\n第一章 总则\n第一条 为了促进数据流通，制定本条例。\n"
        "第二条 下列数据应当开放：\n（一）气象数据；\n（二）交通数据。\n"
        "第二章 附则\n第三条 自公布之日起施行。"
    )
    body = check(text)
    assert [(s.marker, s.section[0]) for s in body.sentences] == [
        ("第一条", "第一章 总则"),
        ("第二条", "第一章 总则"),
        ("（一）", "第一章 总则"),
        ("（二）", "第一章 总则"),
        ("第三条", "第二章 附则"),
    ]


def test_what_is_cut_at_a_sentences_end_is_left_out_of_it() -> None:
    text = "建设枢纽（省数据局负责）。培育数据商。（牵头单位：省数据局；配合单位：省财政厅）"
    assert sentences(text) == ["建设枢纽", "培育数据商。"]


def test_two_cuts_at_a_sentences_end_are_both_left_out() -> None:
    assert sentences("建设枢纽（省数据局负责）（各市政府配合）。") == ["建设枢纽"]


def test_a_cut_within_a_sentence_stays_in_the_quote() -> None:
    text = "建设枢纽（省数据局负责），带动产业发展。"
    assert sentences(text) == [text]


def test_hard_wrapped_sentences_are_whole() -> None:
    whole = LONG[:-1] * 10 + "。"
    text = "\n".join(whole[at : at + 30] for at in range(0, len(whole), 30))
    found = split_body(f"{text}\n第二条 完成。").sentences
    assert "".join(found[0].text.split()) == whole
    assert found[1].text == "第二条 完成。"


def test_sentences_do_not_part_at_empty_text() -> None:
    for text in ("", "\n\n", "。。。", "12 34", "—— ——"):
        assert check(text).sentences == ()


def test_a_body_pickles() -> None:
    body = split_body(f"标题\n{LONG}")
    assert pickle.loads(pickle.dumps(body)) == body


PIECES = ["。", "；", "数据", "一是", "：一是", "(", "（", "a. B", "?a", "1.", "”", "a?b=c&d;", " "]


@pytest.mark.parametrize("piece", PIECES)
def test_a_huge_line_is_split_and_nothing_lost(piece: str) -> None:
    check(piece * (20_000 // len(piece)))
