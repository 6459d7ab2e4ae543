"""Every difference gets a row of its kind, and what coders leave open gets none."""

from __future__ import annotations

import pytest

from bench.evaluation.disagreements import disagreements
from bench.evaluation.matching import Said
from tests.evaluation.builders import CONTEXT, said, unit

CLAIM = said("measure", ["330000"], ["a.x"], "planned")


def found(program: Said, *coders: Said) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    rows = disagreements([unit(program, *coders)])
    return [(row.between, row.about, row.missing, row.extra) for row in rows]


@pytest.mark.parametrize(
    ("program", "about", "missing", "extra"),
    [
        (CONTEXT, "claims", ("measure",), ("context",)),
        (said("fact", ["330000"], ["a.x"], "planned"), "kind", ("measure",), ("fact",)),
        (said("measure", ["440000"], ["a.x"], "planned"), "regions", ("330000",), ("440000",)),
        (said("measure", ["330000"], ["a.x", "a.y"], "planned"), "indicators", (), ("a.y",)),
        (said("measure", ["330000"], [], "planned"), "indicators", ("a.x",), ()),
        (said("measure", ["330000"], ["a.x"], "enacted"), "status", ("planned",), ("enacted",)),
    ],
)
def test_each_kind_of_difference_with_one_coder(
    program: Said, about: str, missing: tuple[str, ...], extra: tuple[str, ...]
) -> None:
    assert found(program, CLAIM) == [("coders-program", about, missing, extra)]


def test_a_claim_that_no_coder_sees() -> None:
    assert found(CLAIM, CONTEXT) == [("coders-program", "claims", ("context",), ("measure",))]


def test_where_all_agree_there_is_no_row() -> None:
    assert found(CLAIM, CLAIM, CLAIM) == []
    assert found(CONTEXT, said("noise")) == []


def test_where_coders_differ_the_program_may_side_with_either() -> None:
    other = said("measure", ["330000"], ["a.x", "a.y"], "enacted")
    between = [
        ("coders", "indicators", (), ("a.y",)),
        ("coders", "status", ("planned",), ("enacted",)),
    ]
    assert found(CLAIM, CLAIM, other) == between
    assert found(other, CLAIM, other) == between
    assert found(CONTEXT, CLAIM, CONTEXT) == [("coders", "claims", ("measure",), ("context",))]


def test_what_neither_coder_says_is_extra_and_what_both_say_is_missing() -> None:
    other = said("measure", ["330000"], ["a.x", "a.y"], "planned")
    program = said("measure", ["330000"], ["a.z"], "planned")
    assert ("coders-program", "indicators", ("a.x",), ("a.z",)) in found(program, CLAIM, other)
