from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.catalogue.changes import find_part, read_changes, with_changes
from bench.catalogue.loading import catalogue_places, catalogue_weights, load_catalogue
from bench.catalogue.model import Catalogue
from bench.catalogue.scenarios import find_scenario, scenario_files
from bench.errors import InputError
from tests.catalogue.examples import CATALOGUE, write


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return load_catalogue(write(tmp_path, CATALOGUE))


def test_the_last_of_several_changes_counts(catalogue: Catalogue) -> None:
    texts = ["roads=0.4", " roads.toll = 2 ", "roads=0"]
    assert read_changes(texts, catalogue) == {"roads": 0.0, "roads.toll": 2.0}


def test_a_part_goes_by_its_id_its_names_and_paths_of_them(catalogue: Catalogue) -> None:
    ids = {part.id for part in (*catalogue.groups, *catalogue.indicators)}
    assert {find_part(name, catalogue).id for name in ids} == ids
    whole = {part.id: group for group in catalogue.groups for part in group.parts}
    for part in (*catalogue.groups, *catalogue.indicators):
        own = (part.id.rsplit(".", 1)[-1], part.name.zh, part.name.en, part.name.en.upper())
        for name in own:
            assert find_part(f" {name} ".strip(), catalogue) is part
            if part.id in whole:
                above = whole[part.id]
                assert find_part(f"{above.name.zh}.{name}", catalogue) is part
                assert find_part(f"{above.id}.{name}", catalogue) is part


def test_full_width_signs_are_understood(catalogue: Catalogue) -> None:
    assert read_changes(["roads＝０.５"], catalogue) == {"roads": 0.5}


def test_a_name_of_several_parts_is_refused_and_their_ids_are_told(tmp_path: Path) -> None:
    names = iter(["同名", "同名"])
    text = re.sub(r"(?m)^(\s+)name: .*$", lambda m: f"{m[1]}name: {next(names, '别名')}", CATALOGUE)
    catalogue = load_catalogue(write(tmp_path, text))
    with pytest.raises(InputError) as caught:
        read_changes(["同名=2"], catalogue)
    assert caught.value.key == "catalogue.change_of_several"
    assert "roads" in caught.value.text("en")


@pytest.mark.parametrize(
    ("text", "key", "part"),
    [
        ("roads", "bad_change", "roads=2"),
        ("=3", "bad_change", "roads=2"),
        ("road=1", "change_of_unknown", "roads"),
        ("囧=1", "change_of_unknown", "rivers"),
        ("roads=", "change_not_a_weight", "0.4"),
        ("roads=1/3", "change_not_a_weight", "1/3"),
        ("roads=-1", "change_not_a_weight", "-1"),
        ("roads=nan", "change_not_a_weight", "nan"),
        ("roads=inf", "change_not_a_weight", "inf"),
    ],
)
def test_a_change_that_cannot_be_read_is_told(
    catalogue: Catalogue, text: str, key: str, part: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_changes([text], catalogue)
    assert caught.value.key == f"catalogue.{key}"
    for language in ("zh", "en"):
        assert caught.value.text(language).startswith(f"--set {text.split('=1')[0]}")
        assert part in caught.value.text(language)


def test_a_change_leaves_the_other_weights(catalogue: Catalogue) -> None:
    own = catalogue_weights(catalogue)
    changed = with_changes(own, catalogue, {"roads": 0.4})
    assert changed.values == {**own.values, "roads": 0.4}
    assert changed.places == {"roads": "--set"}
    assert own.places == {}


def test_changes_that_leave_nothing_are_refused(catalogue: Catalogue) -> None:
    own = catalogue_weights(catalogue)
    for changes, whole in (
        ({"rivers.clean": 0.0}, "rivers"),
        ({"roads": 0.0, "rivers": 0.0}, "index"),
    ):
        with pytest.raises(InputError) as caught:
            with_changes(own, catalogue, changes)
        assert caught.value.key == "catalogue.changed_to_zero"
        assert whole in str(caught.value)


def test_places_of_a_catalogue_are_the_lines_of_its_weights_or_ids(tmp_path: Path) -> None:
    path = write(tmp_path, CATALOGUE)
    lines = {name: int(place.rsplit(":", 1)[1]) for name, place in catalogue_places(path).items()}
    shown = CATALOGUE.splitlines()
    assert shown[lines["roads"] - 1].strip() == "weight: 2"
    assert shown[lines["roads.toll"] - 1].strip() == "weight: 0.5"
    assert shown[lines["roads.length"] - 1].strip() == "- id: roads.length"
    assert list(lines) == ["roads", "roads.length", "roads.toll", "rivers", "rivers.clean"]


def test_a_scenario_beside_the_catalogue_goes_before_the_shipped_one(tmp_path: Path) -> None:
    catalogue = tmp_path / "c.yaml"
    shipped = find_scenario("data_first", catalogue)
    assert shipped.is_file()
    own = tmp_path / "weights" / "data_first.yaml"
    own.parent.mkdir()
    own.write_text("name: 试\n", encoding="utf-8")
    assert find_scenario("data_first", catalogue) == own != shipped
    assert "balanced" in scenario_files(catalogue)


@pytest.mark.parametrize(("name", "told"), [("data_frist", "data_first"), ("囧", "balanced")])
def test_an_unknown_scenario_is_told_with_the_nearest_or_all(
    tmp_path: Path, name: str, told: str
) -> None:
    with pytest.raises(InputError) as caught:
        find_scenario(name, tmp_path / "c.yaml")
    for language in ("zh", "en"):
        assert told in caught.value.text(language)
        assert "--weights" in caught.value.text(language)
