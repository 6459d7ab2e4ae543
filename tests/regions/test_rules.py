from bench.regions.names import stem
from bench.regions.rules import Fit, shipped_rules
from bench.resources import data_rows, data_yaml

RULES = shipped_rules()


def test_every_guarded_stem_is_that_of_a_unit() -> None:
    stems = {
        stem(row["full_name"], row["level"]) for row in data_rows("bench.regions", "gazetteer.csv")
    }
    assert RULES.words <= stems
    assert RULES.chance <= stems
    assert not RULES.words & RULES.chance


def test_every_compound_abbreviation_is_known() -> None:
    compounds = data_yaml("bench.regions", "aliases.yaml")["compounds"]
    assert set(compounds["chained"]) <= set(RULES.abbreviations)
    assert set(compounds["alone"]) <= set(RULES.abbreviations)


def test_a_full_name_breaks_off_before_a_word_of_its_last_character() -> None:
    assert RULES.breaks_off("上海市场", 3)
    assert not RULES.breaks_off("上海市", 3)
    assert not RULES.breaks_off("上海市民政局", 3)


def test_fit_tells_how_a_name_lies_between_words() -> None:
    assert RULES.fit("位于嘉善的企业", 2, 4) is Fit.WHOLE
    assert RULES.fit("鄱阳湖水位", 0, 2) is Fit.BEGINS
    assert RULES.fit("东方市政府", 0, 3) is Fit.SUFFIX
    assert RULES.fit("商业健康保险", 3, 5) is Fit.INSIDE
    assert RULES.fit("在中共上海市委领导下", 3, 6) in (Fit.WHOLE, Fit.BEGINS, Fit.SUFFIX)
