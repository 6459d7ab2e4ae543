from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.catalogue.loading import catalogue_weights, find_indicator, load_catalogue, load_weights
from bench.catalogue.model import Catalogue
from bench.errors import InputError
from bench.yamlfile import FileError
from tests.catalogue.examples import CATALOGUE, write


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return load_catalogue(write(tmp_path, CATALOGUE))


def line_of(text: str, part: str, nth: int = 1) -> int:
    lines = [number for number, line in enumerate(text.splitlines(), 1) if part in line]
    return lines[nth - 1]


def refusal(folder: Path, old: str, new: str) -> tuple[InputError, str]:
    """Return the error for the example with ``old`` replaced, and the changed text."""
    assert old in CATALOGUE
    text = CATALOGUE.replace(old, new)
    with pytest.raises(InputError) as caught:
        load_catalogue(write(folder, text))
    return caught.value, text


class TestLoadCatalogue:
    def test_reads_texts_terms_and_defaults(self, catalogue: Catalogue) -> None:
        assert catalogue.title.in_("en") == "Small catalogue"
        assert [d.id for d in catalogue.dimensions] == ["roads", "rivers"]
        length = catalogue.indicator("roads.length")
        assert length.terms == {"公路": 3.0, "5G": 1.5}
        assert length.name.en == "里程"
        toll = catalogue.indicator("roads.toll")
        assert (toll.direction, toll.weight, toll.exclude) == ("lower", 0.5, ("零公路",))
        assert catalogue.dimensions[1].weight == 1.0

    @pytest.mark.parametrize(
        ("old", "new", "key", "at"),
        [
            ("weight: 2", "wieght: 2", "yaml.unknown_key_near", "wieght"),
            ("weight: 2", "weight: -2", "yaml.below", "weight: -2"),
            ("weight: 2", 'weight: "2"', "yaml.not_a_number", 'weight: "2"'),
            ("weight: 2", "weight: .nan", "yaml.not_finite", ".nan"),
            ("weight: 2", "weight: .inf", "yaml.not_finite", ".inf"),
            ("direction: lower", "direction: down", "yaml.not_a_choice", "direction"),
            ("收费站: 2", "收费站: 4", "yaml.above", "收费站"),
            ("收费站: 2", "收费站: 0", "yaml.not_above", "收费站"),
            ("id: roads.toll", "id: Roads.toll", "catalogue.bad_id", "Roads.toll"),
            ("id: roads.toll", "id: rivers.toll", "catalogue.outside_dimension", "rivers.toll"),
            ("        definition: 水质\n", "", "yaml.missing", "id: rivers.clean"),
            (
                "        examples: [水质达到三类。]\n",
                "",
                "catalogue.nothing_to_find",
                "rivers.clean",
            ),
            ("name: 河流", "name:", "yaml.empty_value", "name:"),
        ],
    )
    def test_a_mistake_is_told_with_file_line_and_mend(
        self, tmp_path: Path, old: str, new: str, key: str, at: str
    ) -> None:
        error, text = refusal(tmp_path, old, new)
        assert error.key == key
        line = line_of(text, at) if at != "name:" else line_of(text, "id: rivers") + 1
        for language in ("zh", "en"):
            assert error.text(language).startswith(f"{tmp_path / 'catalogue.yaml'}:{line}: dim")
            assert len(error.text(language).splitlines()) == 1

    def test_a_duplicate_indicator_names_both_lines(self, tmp_path: Path) -> None:
        error, text = refusal(tmp_path, "id: roads.toll", "id: roads.length")
        assert error.key == "catalogue.duplicate_id"
        assert error.values["other_line"] == line_of(text, "id: roads.length", 1)
        place = (
            f"catalogue.yaml:{line_of(text, 'id: roads.length', 2)}: dimensions[1].indicators[2]"
        )
        assert place in str(error)
        assert "roads.length" in error.text("en")

    def test_all_zero_weights_name_the_group(self, tmp_path: Path) -> None:
        new = "水质\n        weight: 0\n"
        error, _ = refusal(tmp_path, "水质\n", new)
        assert error.key == "catalogue.all_zero"
        assert "dimensions[2].indicators" in str(error)

    def test_several_mistakes_come_in_one_error(self, tmp_path: Path) -> None:
        text = CATALOGUE.replace("weight: 2", "weight: -2").replace("lower", "down")
        with pytest.raises(FileError) as caught:
            load_catalogue(write(tmp_path, text))
        assert len(str(caught.value).splitlines()) == 3


class TestWeights:
    def test_the_catalogues_own_name_every_id(self, catalogue: Catalogue) -> None:
        weights = catalogue_weights(catalogue)
        assert weights.name == catalogue.title
        assert weights.values == {
            "roads": 2.0,
            "rivers": 1.0,
            "roads.length": 1.0,
            "roads.toll": 0.5,
            "rivers.clean": 1.0,
        }

    def test_a_scenario_changes_only_what_it_names(
        self, tmp_path: Path, catalogue: Catalogue
    ) -> None:
        text = "name: {zh: 河流优先, en: Rivers first}\nweights: {rivers: 3, roads.toll: 0}\n"
        weights = load_weights(write(tmp_path, text, "w.yaml"), catalogue)
        own = catalogue_weights(catalogue).values
        assert weights.name.en == "Rivers first"
        assert weights.values == {**own, "rivers": 3.0, "roads.toll": 0.0}

    def test_a_scenario_may_change_nothing(self, tmp_path: Path, catalogue: Catalogue) -> None:
        path = write(tmp_path, "name: 均衡\nweights: {}\n", "w.yaml")
        assert load_weights(path, catalogue).values == catalogue_weights(catalogue).values

    @pytest.mark.parametrize(
        ("weights", "key", "line"),
        [
            ("  road: 1\n", "catalogue.unknown_id_near", 3),
            ("  rivers: 1\n  roads.tol: 1\n", "catalogue.unknown_id_near", 4),
            ("  zzz: 1\n", "catalogue.unknown_id", 3),
            ("  roads: -1\n", "yaml.below", 3),
            ("  roads: '0.4'\n", "yaml.not_a_number", 3),
            ("  roads: .inf\n", "yaml.not_finite", 3),
            ("  roads: 0\n  rivers: 0\n", "catalogue.all_zero_index", 4),
            ("  rivers.clean: 0\n  roads: 1\n", "catalogue.all_zero_within", 3),
        ],
    )
    def test_a_mistake_is_told_with_its_line(
        self, tmp_path: Path, catalogue: Catalogue, weights: str, key: str, line: int
    ) -> None:
        path = write(tmp_path, f"name: 试\nweights:\n{weights}", "w.yaml")
        with pytest.raises(InputError) as caught:
            load_weights(path, catalogue)
        assert caught.value.key == key
        assert str(caught.value).startswith(f"{path}:{line}: weights.")

    def test_the_nearest_ids_of_all_unknown_ones_are_told(
        self, tmp_path: Path, catalogue: Catalogue
    ) -> None:
        path = write(tmp_path, "name: 试\nweights: {road: 1, river.clean: 1}\n", "w.yaml")
        with pytest.raises(FileError) as caught:
            load_weights(path, catalogue)
        assert "did you mean roads?" in caught.value.text("en")
        assert "did you mean rivers.clean?" in caught.value.text("en")

    def test_a_misspelt_top_key_is_told(self, tmp_path: Path, catalogue: Catalogue) -> None:
        with pytest.raises(InputError) as caught:
            load_weights(write(tmp_path, "name: 试\nweight: {}\n", "w.yaml"), catalogue)
        assert "did you mean weights?" in caught.value.text("en")


class TestFindIndicator:
    @pytest.mark.parametrize(
        "name", ["roads.length", "length", "里程", " Length ", "ROADS.LENGTH", "Length of road"]
    )
    def test_by_id_its_last_part_or_a_name_in_either_language(
        self, tmp_path: Path, name: str
    ) -> None:
        text = CATALOGUE.replace("name: 里程", "name: {zh: 里程, en: Length of road}")
        found = find_indicator(load_catalogue(write(tmp_path, text)), name)
        assert found.id == "roads.length"

    def test_every_indicator_is_found_by_what_it_is_called(self, catalogue: Catalogue) -> None:
        for indicator in catalogue.indicators:
            for name in (indicator.id, indicator.name.zh, indicator.name.en):
                assert find_indicator(catalogue, name) is indicator

    @pytest.mark.parametrize(
        ("name", "near"), [("里成", "里程"), ("roads.lenght", "roads.length"), ("tol", "toll")]
    )
    def test_an_unknown_one_is_told_with_the_nearest(
        self, catalogue: Catalogue, name: str, near: str
    ) -> None:
        with pytest.raises(InputError) as caught:
            find_indicator(catalogue, name)
        for language in ("zh", "en"):
            assert name in caught.value.text(language)
            assert near in caught.value.text(language)

    @pytest.mark.parametrize("name", ["", "道路", "roads", "囧"])
    def test_a_dimension_or_nothing_alike_is_no_indicator(
        self, catalogue: Catalogue, name: str
    ) -> None:
        with pytest.raises(InputError) as caught:
            find_indicator(catalogue, name)
        assert caught.value.key == "catalogue.unknown_indicator"

    def test_a_last_part_that_two_share_is_refused_and_the_whole_id_found(
        self, tmp_path: Path
    ) -> None:
        text = CATALOGUE.replace("id: rivers.clean", "id: rivers.length")
        catalogue = load_catalogue(write(tmp_path, text))
        with pytest.raises(InputError):
            find_indicator(catalogue, "length")
        assert find_indicator(catalogue, "rivers.length").name.zh == "清洁"


@given(
    chosen=st.dictionaries(
        st.sampled_from(["roads", "rivers", "roads.length", "roads.toll", "rivers.clean"]),
        st.floats(0.001, 100),
    )
)
def test_any_positive_weights_are_taken_and_the_rest_is_filled_up(
    tmp_path_factory: pytest.TempPathFactory, chosen: dict[str, float]
) -> None:
    folder = tmp_path_factory.mktemp("weights")
    catalogue = load_catalogue(write(folder, CATALOGUE))
    lines = "".join(f"  {name}: {value!r}\n" for name, value in chosen.items())
    text = f"name: 试\nweights:\n{lines}" if lines else "name: 试\nweights: {}\n"
    values = load_weights(write(folder, text, "w.yaml"), catalogue).values
    assert values == {**catalogue_weights(catalogue).values, **chosen}
