"""Regions ranked beside one that they lie in."""

import pytest

from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.scoring.nested import Nested, nested_note, nested_regions
from bench.scoring.ranking import Candidate
from bench.scoring.score import score_regions
from bench.tables import EVIDENCE
from tests.scoring.builders import TREE, catalogue, claim, documents, evidence

REGIONS = (
    ("100000", "全国", "country", "", ()),
    ("330000", "浙江", "province", "100000", ()),
    ("330100", "杭州", "city", "330000", ()),
    ("330200", "宁波", "city", "330000", ()),
    ("310000", "上海", "province", "100000", ()),
    ("G1", "两地", "group", "", ("310000", "330000")),
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(
        Region(code, name, name, level, parent, members=members)
        for code, name, level, parent, members in REGIONS
    )


def about(code: str, start: int) -> dict[str, object]:
    row = claim("", "infra.net", f"一条主张之{start}", start=start)
    return {**row, "region_code": code}


def test_who_lies_in_whom_and_how_many_claims_count_for_both(gazetteer: Gazetteer) -> None:
    table = evidence(
        [about("330000", 0), about("330100", 0), about("330100", 20), about("330000", 40)]
    )
    assert nested_regions(["330100", "330000", "310000"], table, gazetteer) == (
        Nested("330000", "330100", 1),
    )


def test_a_group_holds_its_members_and_what_lies_in_them(gazetteer: Gazetteer) -> None:
    found = nested_regions(["330100", "310000", "G1"], EVIDENCE.empty(), gazetteer)
    assert [(pair.outer, pair.inner) for pair in found] == [("G1", "310000"), ("G1", "330100")]


def test_siblings_and_unknown_codes_lie_in_none(gazetteer: Gazetteer) -> None:
    assert nested_regions(["330100", "330200", "X9"], EVIDENCE.empty(), gazetteer) == ()


def test_the_note_names_the_pairs_in_either_language(gazetteer: Gazetteer) -> None:
    regions = [Candidate("浙江", "330000", "province"), Candidate("杭州", "330100", "city")]
    (note,) = nested_note(regions, evidence([about("330000", 0), about("330100", 0)]), gazetteer)
    assert "浙江与杭州（同计1条主张）" in note.text()
    assert "levels" in note.text()
    (english,) = nested_note(regions, EVIDENCE.empty(), gazetteer, "en")
    assert "（" not in english.text("en")
    assert nested_note(regions, EVIDENCE.empty(), None) == []
    assert nested_note(regions[:1], EVIDENCE.empty(), gazetteer) == []


@pytest.mark.parametrize(("least", "told"), [(1, True), (2, False)])
def test_a_scoring_warns_of_those_that_are_ranked(
    gazetteer: Gazetteer, least: int, told: bool
) -> None:
    rows = [about("330000", 0), about("330000", 40), about("330100", 20)]
    model, weights = catalogue(TREE)
    scored = score_regions(
        evidence(rows),
        documents({}),
        model,
        weights,
        regions=[Candidate("浙江", "330000", "province"), Candidate("杭州", "330100", "city")],
        min_claims=least,
        min_coverage=0.0,
        draws=0,
        seed=1,
        gazetteer=gazetteer,
    )
    assert ("scoring.nested" in [note.key for note in scored.notes]) is told
