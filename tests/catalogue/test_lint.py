from bench.catalogue.lint import MIN_EXAMPLES, Advice, lint
from bench.catalogue.model import Catalogue
from tests.catalogue.examples import catalogue_data, indicator

ENOUGH = [f"修通第{n}条公路。" for n in range(MIN_EXAMPLES)]
OTHERS = [f"建成第{n}座车站。" for n in range(MIN_EXAMPLES)]


def advice(*indicators: dict[str, object]) -> list[Advice]:
    return lint(Catalogue.model_validate(catalogue_data(*indicators)))


def test_a_catalogue_that_leaves_nothing_to_wish_for_gets_no_advice() -> None:
    first = indicator(examples=ENOUGH, exclude=["零公路里程"])
    second = indicator("roads.toll", terms={"公路": 0.5, "车站": 1}, examples=OTHERS)
    assert advice(first, second) == []


def test_too_few_examples() -> None:
    (found,) = advice(indicator(examples=ENOUGH[1:]))
    assert found.key == "catalogue.lint_few_examples"
    assert found.text("en").startswith("roads.length — only 11 examples")


def test_a_term_with_the_same_weight_in_several_indicators() -> None:
    (found,) = advice(
        indicator(examples=ENOUGH),
        indicator("roads.toll", examples=OTHERS),
    )
    assert (found.indicator, found.key) == ("roads.length", "catalogue.lint_shared_term")
    assert "公路" in found.text()
    assert "roads.toll" in found.text()


def test_an_excluded_phrase_without_any_of_the_terms() -> None:
    (found,) = advice(indicator(terms={"AI公路": 1}, examples=ENOUGH, exclude=["ai公路费", "铁路"]))
    assert (found.key, found.values) == ("catalogue.lint_idle_exclude", {"phrase": "铁路"})


def test_a_term_of_one_character() -> None:
    (found,) = advice(indicator(terms={"路": 1, "公路": 1}, examples=ENOUGH))
    assert (found.key, found.values) == ("catalogue.lint_short_term", {"term": "路"})


def test_examples_repeated_within_and_across_indicators() -> None:
    found = advice(
        indicator(examples=[*ENOUGH, ENOUGH[0]]),
        indicator("roads.toll", terms={"收费": 1}, examples=[*OTHERS, ENOUGH[1]]),
    )
    assert [a.key for a in found] == ["catalogue.lint_repeated_example"] * 2
    assert [a.values["holders"] for a in found] == [
        "roads.length / roads.length",
        "roads.length / roads.toll",
    ]


def test_an_example_without_a_term_is_fine() -> None:
    assert advice(indicator(examples=OTHERS)) == []


def test_a_mean_that_a_region_last_in_all_of_a_dimension_would_fail() -> None:
    both = [
        {"id": f"roads.{name}", "kind": "statistic", "name": name, "definition": name}
        for name in ("a", "b")
    ]
    data = {**catalogue_data(*both), "aggregation": "geometric"}
    (found,) = lint(Catalogue.model_validate(data))
    assert (found.indicator, found.key) == ("roads", "catalogue.lint_low_mean")
    assert "几何平均" in found.text("zh")
    assert "geometric means" in found.text("en")
    assert lint(Catalogue.model_validate({**data, "method": {"scale": [1.0, 100.0]}})) == []
