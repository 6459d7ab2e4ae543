from collections import Counter
from typing import get_args

from bench.quantities.lexicon import Kind, load_lexicon
from bench.quantities.model import Change, Comparator

LEXICON = load_lexicon()
ENTRIES = LEXICON.data["units"]


def test_every_unit_has_a_known_kind_and_known_keys() -> None:
    known = {"unit", "kind", "forms", "not_before", "not_near", "only_before", "digits_only"}
    for entry in ENTRIES:
        assert entry["kind"] in get_args(Kind), entry
        assert set(entry) <= known, entry


def test_no_form_stands_for_two_units() -> None:
    forms = Counter(form.casefold() for entry in ENTRIES for form in entry["forms"])
    assert [form for form, count in forms.items() if count > 1] == []


def test_every_unit_can_be_written_as_itself() -> None:
    written = {unit.name for unit in LEXICON.units.values() if unit.factor == 1}
    assert {entry["unit"] for entry in ENTRIES} <= written | {"%"}


def test_factors_are_positive() -> None:
    assert all(unit.factor > 0 for unit in LEXICON.units.values())


def test_comparators_and_changes_are_those_of_the_contract() -> None:
    for group in ("before", "before_bare", "after", "after_time"):
        assert set(LEXICON.data["comparators"][group]) <= set(get_args(Comparator))
    assert set(LEXICON.data["changes"]) <= set(get_args(Change))


def test_no_comparator_means_two_things() -> None:
    for group in LEXICON.data["comparators"].values():
        words = (
            Counter(word for listed in group for word in group[listed])
            if (isinstance(group, dict))
            else Counter(group)
        )
        assert [word for word, count in words.items() if count > 1] == []
