import hashlib
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bench.catalogue.model import Catalogue, Dimension, Indicator, Text, all_zero_groups
from tests.catalogue.examples import catalogue_data, indicator


def mistakes(data: dict[str, Any]) -> list[tuple[str, tuple[Any, ...]]]:
    with pytest.raises(ValidationError) as caught:
        Catalogue.model_validate(data)
    return [(error["type"], error["loc"]) for error in caught.value.errors()]


def whole() -> Catalogue:
    data = catalogue_data(indicator(), indicator("roads.toll", direction="lower", weight=0.5))
    rivers = {
        "id": "rivers",
        "name": {"zh": "河流", "en": "Rivers"},
        "definition": "河道",
        "weight": 0,
        "indicators": [indicator("rivers.clean", terms={"水质": 3, "公路": 0.5})],
    }
    data["dimensions"].append(rivers)
    return Catalogue.model_validate(data)


class TestText:
    def test_a_plain_text_stands_for_both_languages(self) -> None:
        text = Text.model_validate(" 道路\n")
        assert (text.zh, text.en) == ("道路", "道路")

    def test_in_gives_english_on_request_and_chinese_else(self) -> None:
        text = Text(zh="道路", en="Roads")
        assert (text.in_("en"), text.in_("zh"), text.in_("fr")) == ("Roads", "道路", "道路")

    @pytest.mark.parametrize("value", ["", "  ", {"zh": "道路"}, {"zh": "a", "en": ""}, 5, None])
    def test_half_or_empty_texts_are_refused(self, value: object) -> None:
        with pytest.raises(ValidationError):
            Text.model_validate(value)


class TestIndicator:
    def test_defaults(self) -> None:
        made = Indicator.model_validate(indicator())
        assert (made.direction, made.weight, made.exclude, made.examples) == ("higher", 1.0, (), ())

    @pytest.mark.parametrize(
        "changes",
        [
            {"weight": -0.1},
            {"weight": float("nan")},
            {"weight": float("inf")},
            {"weight": "0.4"},
            {"weight": True},
            {"direction": "up"},
            {"terms": {"公路": 0}},
            {"terms": {"公路": 3.01}},
            {"terms": {"公路": float("nan")}},
            {"terms": {" ": 1}},
            {"terms": ["公路"]},
            {"examples": "一句话"},
            {"examples": [""]},
            {"exclude": [""]},
            {"definition": ""},
            {"terms": {}},
            {"colour": "red"},
        ],
    )
    def test_what_the_program_could_not_use_is_refused(self, changes: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            Indicator.model_validate(indicator(**changes))

    @given(weight=st.floats(0, 3, exclude_min=True))
    def test_every_term_weight_above_0_up_to_3_is_taken(self, weight: float) -> None:
        made = Indicator.model_validate(indicator(terms={"公路": weight}))
        assert made.terms == {"公路": weight}

    def test_examples_alone_are_enough(self) -> None:
        assert Indicator.model_validate(indicator(terms={}, examples=["修路。"])).terms == {}

    @pytest.mark.parametrize("name", ["a", "a1", "a_b", "a.b", "a.b_2.c"])
    def test_good_ids(self, name: str) -> None:
        assert Indicator.model_validate(indicator(name)).id == name

    @pytest.mark.parametrize(
        "name", ["", "A", "1a", "a.", ".a", "a..b", "a-b", "道路", "a b", "a\n"]
    )
    def test_bad_ids(self, name: str) -> None:
        with pytest.raises(ValidationError) as caught:
            Indicator.model_validate(indicator(name))
        assert caught.value.errors()[0]["type"] == "catalogue.bad_id"


class TestCatalogue:
    def test_indicators_are_found_by_id_and_in_order(self) -> None:
        catalogue = whole()
        ids = [i.id for i in catalogue.indicators]
        assert ids == ["roads.length", "roads.toll", "rivers.clean"]
        assert catalogue.indicator("roads.toll").direction == "lower"
        assert catalogue.dimension_of("rivers.clean").id == "rivers"
        with pytest.raises(KeyError):
            catalogue.indicator("roads")
        with pytest.raises(KeyError):
            catalogue.dimension_of("roads.none")

    def test_terms_tell_which_indicators_they_point_to(self) -> None:
        assert whole().terms() == {
            "公路": {"roads.length": 1.0, "roads.toll": 1.0, "rivers.clean": 0.5},
            "水质": {"rivers.clean": 3.0},
        }

    def test_is_frozen_and_survives_pickling(self) -> None:
        catalogue = whole()
        assert catalogue.indicator("roads.toll")
        assert pickle.loads(pickle.dumps(catalogue)) == catalogue == whole()
        with pytest.raises(ValidationError):
            catalogue.title = Text(zh="a", en="a")  # type: ignore[misc]

    def test_the_fingerprint_is_of_the_content(self) -> None:
        catalogue = whole()
        assert catalogue.fingerprint() == whole().fingerprint()
        assert len(catalogue.fingerprint()) == hashlib.sha256().digest_size * 2
        changed = Catalogue.model_validate(catalogue_data(indicator(terms={"公路": 1.1})))
        plain = Catalogue.model_validate(catalogue_data(indicator(terms={"公路": 1})))
        assert changed.fingerprint() != plain.fingerprint()
        # Whole numbers and the order of keys make no difference.
        same = Catalogue.model_validate(catalogue_data(indicator(terms={"公路": 1.0}, weight=1)))
        assert same.fingerprint() == plain.fingerprint()

    def test_an_indicator_outside_its_dimension_is_refused(self) -> None:
        for name in ("roadside.length", "rivers.length", "length"):
            found = mistakes(catalogue_data(indicator(), indicator(name)))
            assert found[0] == ("catalogue.outside_dimension", ("dimensions", 0))

    def test_duplicate_ids_are_refused(self) -> None:
        assert mistakes(catalogue_data(indicator(), indicator())) == [
            ("catalogue.duplicate_id", ())
        ]
        data = catalogue_data()
        data["dimensions"] *= 2
        assert mistakes(data) == [("catalogue.duplicate_id", ())]

    def test_a_dimension_cannot_have_the_id_of_an_indicator(self) -> None:
        data = catalogue_data(indicator("roads.new"))
        other = catalogue_data(indicator("roads.new.length"))["dimensions"][0]
        data["dimensions"].append({**other, "id": "roads.new"})
        assert mistakes(data) == [("catalogue.duplicate_id", ())]

    def test_weights_all_zero_are_refused(self) -> None:
        data = catalogue_data(indicator(weight=0), indicator("roads.toll", weight=0))
        assert mistakes(data)[0] == ("catalogue.all_zero", ("dimensions", 0))
        data = catalogue_data()
        data["dimensions"][0]["weight"] = 0
        assert mistakes(data) == [("catalogue.all_zero", ())]

    def test_empty_lists_are_refused(self) -> None:
        assert mistakes({"title": "a", "dimensions": []}) == [("too_short", ("dimensions",))]
        data = catalogue_data()
        data["dimensions"][0]["indicators"] = []
        assert mistakes(data)[0] == ("catalogue.empty_dimension", ("dimensions", 0))

    def test_all_zero_groups_names_parents_and_parts(self) -> None:
        catalogue = whole()
        values = {"roads": 0.0, "rivers": 0.0, "roads.length": 1.0, "roads.toll": 0.0}
        assert all_zero_groups(catalogue, {**values, "rivers.clean": 0.0}) == {
            "": ["roads", "rivers"],
            "rivers": ["rivers.clean"],
        }
        assert all_zero_groups(catalogue, {**values, "rivers": 1.0, "rivers.clean": 1.0}) == {}


def test_models_can_be_made_in_code() -> None:
    text = Text(zh="甲", en="A")
    one = Indicator(id="a.b", name=text, definition=text, terms={"甲": 1.0})
    group = Dimension(id="a", name=text, definition=text, indicators=(one,))
    assert Catalogue(title=text, dimensions=(group,)).indicators == (one,)
