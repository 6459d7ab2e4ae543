"""The figures against those of the reference scorer, on documents labelled twice.

Runs where REGIONBENCH_SHARED names the folder that holds the labelled documents and the scorer.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.corpus.folder import Source
from bench.corpus.manifest import Entry
from bench.corpus.reading import read_document
from bench.evaluation.evaluate import Evaluation, evaluate_files
from bench.evidence.analysis import Analyser
from bench.files import write_csv
from tests.evidence.tables import evidence_table

SHARED = os.environ.get("REGIONBENCH_SHARED", "")
pytestmark = pytest.mark.skipif(not SHARED, reason="REGIONBENCH_SHARED is not set")
# Stem of the document → its issuing region.
ISSUERS = {"浙江_": "浙江", "北京_": "北京", "浙江省_": "浙江"}


@dataclass(frozen=True)
class Measured:
    ours: Evaluation
    scorer: dict[str, tuple[float, ...]]
    agreement: str


def documents() -> Iterator[Source]:
    """The labelled documents, wherever they lie."""
    names = {json.loads(line)["doc"] for line in labels("units.jsonl")}
    for path in sorted(Path(SHARED).rglob("*.txt")):
        if path.stem in names:
            issuer = next((r for head, r in ISSUERS.items() if path.stem.startswith(head)), "")
            yield Source(path, path.name, Entry(1, region=issuer) if issuer else None)


def labels(name: str) -> list[str]:
    return (Path(SHARED) / "gold" / name).read_text(encoding="utf-8").splitlines()


def joined(name: str, path: Path) -> Path:
    """A coder's labels and their offsets in one file."""
    places = {(u["doc"], u["n"]): u for u in map(json.loads, labels("units.jsonl"))}
    rows = []
    for one in map(json.loads, labels(name)):
        place = places[one["doc"], one["n"]]
        rows.append(json.dumps({**one, **{k: place[k] for k in ("start", "end", "text")}}))
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def told(script: str, *options: str) -> str:
    command = [sys.executable, str(Path(SHARED) / "gold" / script), *options]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return run.stdout


@pytest.fixture(scope="module")
def measured(analyser: Analyser, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    folder = tmp_path_factory.mktemp("gold")
    analyses = [
        analyser.analyse(read_document(source, analyser.gazetteer, analyser.places))
        for source in documents()
    ]
    assert len(analyses) == 5
    files = [joined(f"labels_{one}.jsonl", folder / f"{one}.jsonl") for one in "AB"]
    write_csv(evidence_table(analyses, analyser.gazetteer), folder / "evidence.csv")
    gold = Path(SHARED) / "gold"
    given = {
        "--units": gold / "units.jsonl",
        "--a": gold / "labels_A.jsonl",
        "--b": gold / "labels_B.jsonl",
        "--evidence": folder / "evidence.csv",
    }
    scored = told("score.py", *(str(part) for pair in given.items() for part in pair))
    figures = {}
    for line in scored.splitlines():
        name = line[:24].strip()
        if counted := re.search(r"(\d+) of (\d+)", line):
            figures[name] = (int(counted[1]) / int(counted[2]),)
        else:
            figures[name] = tuple(map(float, re.findall(r"\d\.\d{3}", line)))
    agreement = told("agree.py", *(str(gold / f"labels_{one}.jsonl") for one in "AB"))
    return Measured(evaluate_files(analyses, analyser, *files), figures, agreement)


@pytest.mark.parametrize(
    ("figure", "theirs"),
    [
        ("claims", "evidence"),
        ("regions", "region | found"),
        ("indicators", "indicator | found"),
        ("triples", "triple"),
    ],
)
def test_precision_recall_f1_and_the_coders_level_are_the_scorers(
    measured: Measured, figure: str, theirs: str
) -> None:
    table = measured.ours.accuracy
    row = table[table["figure"] == figure].iloc[0]
    ours = tuple(row[name] for name in ("precision", "recall", "f1", "coders_f1"))
    assert ours == pytest.approx(measured.scorer[theirs], abs=5.1e-4)


def test_the_share_of_right_statuses_is_the_scorers(measured: Measured) -> None:
    table = measured.ours.accuracy
    share = table[table["figure"] == "status"].iloc[0]["f1"]
    assert share == pytest.approx(measured.scorer["status | found"][0], abs=1e-9)


@pytest.mark.parametrize(("about", "theirs"), [("kind", "kind kappa"), ("claims", "evidence y/n")])
def test_the_coders_kappas_are_those_of_the_reference(
    measured: Measured, about: str, theirs: str
) -> None:
    found = re.search(rf"{theirs} \(([\d.]+), ([\d.]+)\)", measured.agreement)
    assert found
    table = measured.ours.agreement
    row = table[(table["second"] != "program") & (table["about"] == about)].iloc[0]
    assert (row["alike"], row["kappa"]) == pytest.approx((float(found[1]), float(found[2])))


@pytest.mark.parametrize(("about", "theirs"), [("regions", "regions exact"), ("status", "status")])
def test_the_coders_shares_alike_are_those_of_the_reference(
    measured: Measured, about: str, theirs: str
) -> None:
    found = re.search(rf"^{theirs} ([\d.]+)$", measured.agreement, re.MULTILINE)
    assert found
    table = measured.ours.agreement
    row = table[(table["second"] != "program") & (table["about"] == about)].iloc[0]
    assert row["alike"] == pytest.approx(float(found[1]))
