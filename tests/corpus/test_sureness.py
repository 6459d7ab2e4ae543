from bench.corpus.found import Found
from bench.corpus.manifest import FIELDS
from bench.corpus.sureness import DOUBTFUL, sure_of
from bench.evaluation.metadata import sureness
from bench.resources import data_yaml

DATA = data_yaml("bench.corpus", "sureness.yaml")


def test_what_is_given_is_sure_and_what_is_unknown_is_not() -> None:
    assert sure_of("title", Found("甲", "manifest")) == 1.0
    assert DOUBTFUL < sure_of("title", Found("甲", "front")) < 1.0
    assert sure_of("title", Found("", "manifest")) == 0.0
    assert sure_of("date", Found("2024", "never seen")) == 0.5
    assert sure_of("date", Found("2024", "proposed")) < DOUBTFUL


def test_the_figures_follow_from_the_counts() -> None:
    assert set(DATA["fields"]) == set(FIELDS)
    for ways in DATA["fields"].values():
        for figures in ways.values():
            assert 0 <= figures["right"] <= figures["of"]
            assert figures["sure"] == sureness(figures["right"], figures["of"])


def test_few_documents_never_make_sure() -> None:
    assert sureness(0, 0) == 0.75
    assert sureness(1, 1) < sureness(5, 5) < sureness(50, 50) < 1
    assert sureness(1, 2) < DOUBTFUL
