import random
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.repeats import Record, find_repeats
from tests.repeats.builders import body, changed, record, revised, sentences

TEXT = body(1)


def found(*records: Record) -> list[tuple[str, str, str]]:
    return [(repeat.name, repeat.relation, repeat.kept) for repeat in find_repeats(records)]


# --- the same text ------------------------------------------------------------------------------


def test_a_reprint_with_another_head_and_tail_is_the_same_text() -> None:
    site = "\n".join(["某某网讯：日前，我省印发方案，全文如下。", TEXT, "记者将持续关注落实情况。"])
    records = (record("a.txt", TEXT, "算力方案"), record("b.txt", site, "重磅！算力方案来了"))
    assert found(*records) == [("a.txt", "same", "b.txt")]  # the longer is kept


@given(st.integers(0, 5000))
@settings(max_examples=50)
def test_a_text_with_three_characters_in_a_hundred_changed_is_found(seed: int) -> None:
    text = body(seed, 100)
    other = changed(text, 0.03, seed)
    titles = "海川省算力方案", "海川省人民政府关于印发《海川省算力方案》的通知"
    records = [record(f"{n}.txt", t, titles[n]) for n, t in enumerate((text, other))]
    assert len(find_repeats(records)) == 1


@given(st.integers(0, 5000), st.integers(5001, 9999))
@settings(max_examples=50)
def test_unrelated_texts_are_not_found_whatever_their_titles(one: int, other: int) -> None:
    assert not found(record("a", body(one), "算力方案"), record("b", body(other), "算力方案"))


def test_a_province_that_passes_on_a_national_text_has_a_document_of_its_own() -> None:
    assert not found(record("a", TEXT, region="330000"), record("b", TEXT, region="320000"))


def test_a_text_of_unknown_region_is_the_same_and_the_better_known_is_kept() -> None:
    page = record("a", TEXT + "\n" + sentences(7)[0], "转载", date="2024-01-01", issuer="某网")
    assert found(page, record("b", TEXT, region="330000")) == [("a", "same", "b")]


def test_a_text_of_unknown_region_joins_one_of_two_regions_and_leaves_both() -> None:
    records = [record("a", TEXT, region="330000"), record("b", TEXT, region="320000")]
    assert found(*records, record("c", TEXT)) == [("c", "same", "a")]


def test_of_texts_equally_known_the_first_by_name_is_kept() -> None:
    assert found(record("b", TEXT), record("a", TEXT)) == [("b", "same", "a")]


def test_texts_too_short_to_tell_repeat_nothing() -> None:
    assert not found(record("a", "详见附件。"), record("b", "详见附件。"))
    assert find_repeats([]) == ()


def test_the_same_text_with_two_dates_is_no_two_versions() -> None:
    records = [record(n, TEXT, "数据条例", date=d) for n, d in (("a", "2023-01"), ("b", "2024"))]
    assert found(*records) == [("b", "same", "a")]


# --- versions -----------------------------------------------------------------------------------


def test_of_two_versions_the_newest_is_kept() -> None:
    old = record("a", TEXT, "海川省数据条例", date="2018-05-01", kind="regulation")
    new = record("b", revised(1, 0.8), "海川省数据条例（2023年修订）", kind="regulation")
    assert found(old, new) == [("a", "version", "b")]


def test_a_final_text_beats_a_newer_draft() -> None:
    draft = record("a", revised(1, 0.8), "海川省数据条例（征求意见稿）", date="2024")
    final = record("b", TEXT, "海川省数据条例", date="2021")
    assert found(draft, final) == [("a", "version", "b")]


def test_a_draft_that_became_the_final_word_for_word_is_a_version() -> None:
    draft = record("a", TEXT, "海川省数据条例（草案）", region="330000", date="2024")
    assert found(draft, record("b", TEXT, "海川省数据条例")) == [("a", "version", "b")]


def test_one_title_alone_makes_no_version() -> None:
    records = [record(n, t, "数据管理办法") for n, t in (("a", TEXT), ("b", revised(1, 0.3)))]
    assert not found(*records)


def test_another_title_makes_no_version() -> None:
    one, other = record("a", TEXT, "算力行动方案"), record("b", revised(1, 0.8), "算力若干措施")
    assert not found(one, other)


def test_a_notice_may_be_a_version_of_the_plan_that_it_carries() -> None:
    plan = record("a", TEXT, "海川省算力方案", kind="plan", date="2022")
    notice = "关于印发《海川省算力方案（修订）》的通知"
    new = record("b", revised(1, 0.75), notice, kind="notice", date="2024")
    assert found(plan, new) == [("a", "version", "b")]


def test_what_is_written_about_a_document_is_no_version_of_it() -> None:
    law = record("a", TEXT, "海川省数据条例", kind="regulation")
    assert not found(law, record("b", revised(1, 0.75), "海川省数据条例", kind="press"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024年政府工作报告", "2025年政府工作报告"),
        ("“十三五”数字经济规划", "“十四五”数字经济规划"),
        ("2024年度申报通知", "2025年度申报通知"),
    ],
)
@pytest.mark.parametrize("text", [TEXT, revised(1, 0.8)])
def test_a_yearly_series_is_no_version_even_word_for_word(one: str, other: str, text: str) -> None:
    assert not found(record("a", TEXT, one), record("b", text, other))


# --- groups -------------------------------------------------------------------------------------


def test_the_same_text_as_an_old_version_points_to_the_newest() -> None:
    old = record("a", TEXT, "海川省数据条例", date="2018", region="330000")
    reprint = record("b", TEXT, "学习海川省数据条例有感")
    new = record("c", revised(1, 0.8), "海川省数据条例", date="2023", region="330000")
    assert found(old, reprint, new) == [("a", "version", "c"), ("b", "version", "c")]


def test_a_text_kept_under_another_title_still_beats_its_draft() -> None:
    page = record("a", TEXT + sentences(7)[0], "某网转载", region="330000", date="2020")
    final = record("b", TEXT, "海川省数据条例", region="330000", date="2020")
    draft = record("c", revised(1, 0.8), "海川省数据条例（草案）", region="330000", date="2020")
    assert found(page, final, draft) == [("b", "same", "a"), ("c", "version", "a")]


def test_a_copy_without_region_does_not_join_two_regions() -> None:
    mine = record("a", TEXT, "数据条例", region="330000", date="2020")
    copy = record("b", TEXT, "数据条例", date="2020")
    theirs = record("c", revised(1, 0.8), "数据条例", region="320000", date="2023")
    assert found(mine, copy, theirs) == [("b", "same", "a")]


def test_of_texts_equally_known_the_surer_is_kept() -> None:
    page, own = record("a", TEXT + sentences(7)[0]), record("b", TEXT)
    assert found(page, replace(own, sure=1.5)) == [("a", "same", "b")]


def test_groups_do_not_drift() -> None:
    """Each of a row of texts is like the next, the last is not like the first."""
    rows = [sentences(1)[n : n + 40] for n in range(0, 20, 2)]
    records = [record(str(n), "\n".join(rows[n]), "数据条例") for n in range(10)]
    repeats = find_repeats(records)
    assert {r.kept for r in repeats}.isdisjoint(r.name for r in repeats)
    assert all(repeat.similarity > 0.3 for repeat in repeats)  # at most two steps: 0.7 and 0.5
    assert 2 <= len(records) - len(repeats) < 10


@given(st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_the_documents_does_not_matter(drawn: random.Random) -> None:
    records = [
        record(f"{n}", text, title, region=region, date=date)
        for n, (text, title, region, date) in enumerate(
            [
                (TEXT, "数据条例", "330000", "2018"),
                (TEXT, "数据条例", "", ""),
                (revised(1, 0.9), "数据条例（修订草案）", "330000", "2022"),
                (revised(1, 0.8), "数据条例", "330000", "2023"),
                (TEXT, "转载：数据条例", "320000", ""),
                (body(2), "工作报告", "", "2024"),
            ]
        )
    ]
    expected = find_repeats(records)
    drawn.shuffle(records)
    assert find_repeats(records) == expected
    assert len(expected) == 3


def test_what_is_told_of_a_repeat() -> None:
    (repeat,) = find_repeats([record("a.txt", TEXT), record("b.txt", TEXT)])
    assert repeat.state == "repeated"
    assert repeat.similarity == 1
    assert "a.txt" in repeat.reason("zh")
    assert "100%" in repeat.reason("zh")
    assert "a.txt" in repeat.reason("en")


def test_many_copies_take_no_longer() -> None:
    began = process_time()
    first = record("0", TEXT)
    copies = [Record(f"{n:05}", first.fingerprint) for n in range(5000)]
    assert len(find_repeats(copies)) == 4999
    assert process_time() - began < 10
