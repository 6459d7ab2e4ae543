"""Cleaning on the practice documents: lines of invented pages, each labelled body or noise."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bench.corpus.sentences import split_body
from bench.resources import shipped

FLOORS = YAML(typ="safe").load(
    (Path(__file__).parents[1] / "data" / "floors.yaml").read_text(encoding="utf-8")
)["cleaning"]
PRACTICE = sorted(shipped("indicators/practice").glob("*.txt"))


def letters(path: Path) -> tuple[list[int], list[int]]:
    """Letters kept and letters in all, each of noise and of body."""
    kept, every = [0, 0], [0, 0]
    lines = path.read_text(encoding="utf-8").splitlines()
    fields = [line.split("|", 3) for line in lines]
    texts = [parts[-1] for parts in fields]
    text = "\n".join(texts)
    body = split_body(text)
    spans = sorted((piece.start, piece.end) for piece in (*body.sentences, *body.headings))
    inside = {offset for start, end in spans for offset in range(start, end)}
    offset = 0
    for parts, line in zip(fields, texts, strict=True):
        if len(parts) > 1:
            own = [n for n, letter in enumerate(line, offset) if letter.isalnum()]
            every[parts[0] != "noise"] += len(own)
            kept[parts[0] != "noise"] += len(inside.intersection(own))
        offset += len(line) + 1
    return kept, every


@pytest.fixture(scope="module")
def figures() -> tuple[float, float]:
    """The share of noise let in, and of body lost, of all practice documents together."""
    found = [letters(path) for path in PRACTICE]
    kept = [sum(one[0][side] for one in found) for side in (0, 1)]
    every = [sum(one[1][side] for one in found) for side in (0, 1)]
    print(f"\nnoise {every[0]}, let in {kept[0]}; body {every[1]}, kept {kept[1]}")
    return kept[0] / every[0], 1 - kept[1] / every[1]


def test_hardly_any_body_of_practice_documents_is_lost(figures: tuple[float, float]) -> None:
    assert figures[1] <= FLOORS["practice_body_lost"]


def test_most_noise_of_practice_documents_is_cut(figures: tuple[float, float]) -> None:
    assert figures[0] <= FLOORS["practice_noise_let_in"]
