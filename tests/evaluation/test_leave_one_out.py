"""Each document is analysed with what was learnt from the others, and from them alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import numpy as np
import pytest
from scipy.sparse import csr_array

from bench.corpus.folder import find_sources
from bench.evaluation import leave_one_out as module
from bench.evaluation.leave_one_out import figures, leave_one_out, main
from bench.evaluation.matching import Unit
from bench.evidence.analysis import Analyser, Analysis
from bench.evidence.examples import Example, read_examples
from bench.evidence.genres import ARTICLES, GENRES
from bench.evidence.kind_weights import SCORES
from bench.evidence.learning_kinds import KindExample
from bench.evidence.learnt import LearntByGenre, LearntWeights
from tests.evaluation.builders import CONTEXT, said, unit

COMPUTE, TRADING = "infrastructure.compute", "data_markets.trading"
DOCUMENTS = {
    "one.txt": ("成都建成智算中心两座，服务企业80家。", COMPUTE),
    "two.txt": ("重庆设立数据交易所，登记数据产品70个。", TRADING),
    "below/three.txt": ("武汉发放算力券，服务企业60家。", COMPUTE),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("left_out") / "documents"
    for name, (sentence, _) in DOCUMENTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"一份观察\n\n{sentence}\n\n道路千万条。\n", encoding="utf-8")
    (folder / "unlabelled.txt").write_text("另一份\n\n上海开放数据目录90项。\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def labels(folder: Path) -> Path:
    lines = [
        {
            "doc": PurePosixPath(name).stem,
            "start": 6,
            "end": 6 + len(sentence),
            "kind": "measure",
            "regions": [sentence[:2]],
            "indicators": [indicator],
            "status": "underway",
        }
        for name, (sentence, indicator) in DOCUMENTS.items()
    ]
    path = folder.parent / "labels.jsonl"
    path.write_text("\n".join(json.dumps(x, ensure_ascii=False) for x in lines), encoding="utf-8")
    return path


class Recorder:
    """Stands for learning: notes what it is given and files everything under one indicator."""

    def __init__(self) -> None:
        self.given: list[tuple[list[Example], np.ndarray]] = []
        self.of_kinds: list[set[str]] = []

    def __call__(
        self,
        examples: Sequence[Example],
        odds: np.ndarray,
        indicators: Sequence[str],
        places: Sequence[str],
    ) -> LearntByGenre:
        assert "成都市" in places
        self.given.append((list(examples), odds))
        size = len(indicators)
        nothing = csr_array((0, size))
        base = np.full(size, -9.0)
        # How many it was given shows in what is filed.
        base[len(self.given)] = 9.0
        none = np.zeros((size, size))
        weights = LearntWeights(tuple(indicators), (), nothing, nothing, none, base)
        return LearntByGenre(dict.fromkeys(GENRES, weights))

    def learn_kinds(
        self, examples: Sequence[KindExample], group: str, places: Sequence[str]
    ) -> LearntWeights:
        assert "成都市" in places
        assert group == ARTICLES
        self.of_kinds.append({example.document for example in examples})
        nothing = csr_array((0, 2))
        return LearntWeights(SCORES, (), nothing, nothing, 10 * np.eye(2), np.zeros(2))


@pytest.fixture(scope="module")
def recorded(
    folder: Path, labels: Path, analyser: Analyser
) -> Iterator[tuple[Recorder, list[Analysis]]]:
    """The labelled documents, each left out once, and what was given to learn from."""
    examples = read_examples(analyser, [labels], [folder])
    sources = [source for source in find_sources(folder) if source.name in DOCUMENTS]
    with pytest.MonkeyPatch.context() as patch:
        recorder = Recorder()
        patch.setattr(module, "learn", recorder)
        patch.setattr(module, "learn_kinds", recorder.learn_kinds)
        catalogue, gazetteer = analyser.catalogue, analyser.gazetteer
        of_kinds = [
            KindExample(PurePosixPath(name).stem, "press", False, sentence, "", 1.0, 1.0, "measure")
            for name, (sentence, _) in DOCUMENTS.items()
        ]
        yield recorder, list(leave_one_out(examples, of_kinds, sources, catalogue, gazetteer))


def test_a_document_is_never_among_what_is_learnt_for_it(
    recorded: tuple[Recorder, list[Analysis]],
) -> None:
    recorder, analyses = recorded
    names = [analysis.document.path for analysis in analyses]
    assert sorted(names) == sorted(DOCUMENTS)
    stems = {PurePosixPath(name).stem for name in DOCUMENTS}
    for name, (given, _) in zip(names, recorder.given, strict=True):
        assert {e.document for e in given} == stems - {PurePosixPath(name).stem}
    others = [stems - {PurePosixPath(name).stem} for name in names]
    assert recorder.of_kinds == others


def test_what_the_catalogue_says_goes_with_its_sentence(
    recorded: tuple[Recorder, list[Analysis]], analyser: Analyser
) -> None:
    for given, odds in recorded[0].given:
        expected = analyser.mapper.catalogue_log_odds([e.passage for e in given])
        assert odds == pytest.approx(expected)


def test_a_document_is_analysed_with_what_was_learnt_for_it(
    recorded: tuple[Recorder, list[Analysis]], analyser: Analyser
) -> None:
    ids = [indicator.id for indicator in analyser.catalogue.indicators]
    for number, analysis in enumerate(recorded[1], start=1):
        assert [[h.indicator for h in c.indicators] for c in analysis.claims] == [[ids[number]]]


def test_the_command_prints_a_line_a_document_and_one_for_all(
    folder: Path,
    labels: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    recorder = Recorder()
    monkeypatch.setattr(module, "learn", recorder)
    main([str(labels), str(folder)])
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert sorted(row[-1] for row in rows[1:-1]) == ["one", "three", "two"]
    assert rows[-1][-1] == "all"
    # Claims and regions are found without learning; what the recorder files is all wrong.
    assert rows[-1][:4] == ["1.000", "1.000", "0.000", "0.000"]
    assert len(recorder.given) == len(DOCUMENTS)


def test_figures_worked_by_hand() -> None:
    right = said("measure", ["510100"], [COMPUTE], "planned")
    other = said("measure", ["500000"], [TRADING], "underway")
    units: list[Unit] = [
        unit(right, right),
        unit(other, right, start=10),
        unit(CONTEXT, right, start=20),
        unit(CONTEXT, CONTEXT, start=30),
    ]
    claims, regions, indicators, triples, status = figures(units)
    # Two of three claims found; of those one right in each; of triples one of three.
    assert claims == pytest.approx(0.8)
    assert (regions, indicators) == pytest.approx((0.5, 0.5))
    assert triples == pytest.approx(2 * 0.5 * (1 / 3) / (0.5 + 1 / 3))
    assert status == pytest.approx(0.5)
