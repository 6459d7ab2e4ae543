"""Small things to measure with: what is said, units, labels and coded files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bench.corpus.document import Sentence
from bench.evaluation.labels import Coder, Label
from bench.evaluation.matching import Said, Unit
from bench.evaluation.strata import Read

TEXT = """数字经济行动计划

杭州建设城市算力中心，年底前建成三座数据中心。
道路千万条，数据第一条。
深圳设立数据交易所，推动公共数据开放。
我们正处在变革的时代。
2024年，宁波数字经济核心产业增加值达到一千亿元。
上海出台公共数据授权运营条例，明确数据产权。
合肥建设量子实验室，培育未来产业。
"""


def said(
    kind: str = "measure",
    regions: Iterable[str] = (),
    indicators: Iterable[str] = (),
    status: str = "",
) -> Said:
    regions, indicators = list(regions), list(indicators)
    return Said(
        kinds=frozenset({kind}),
        regions=frozenset(regions),
        indicators=frozenset(indicators),
        statuses=frozenset({status} if status else ()),
        triples=frozenset((r, i) for r in regions for i in indicators),
    )


CONTEXT = said("context")


def unit(program: Said, *coders: Said, start: int = 0) -> Unit:
    return Unit("a.txt", start, start + 5, "一二三四五", coders, program)


def label(start: int, end: int, kind: str = "context", **values: object) -> Label:
    given: dict[str, object] = {
        "document": "plans/one.txt",
        "regions": frozenset(),
        "indicators": frozenset(),
        "status": "",
        "coder": "",
        "line": 2,
        "quote": "",
    }
    return Label(start=start, end=end, kind=kind, **(given | values))  # type: ignore[arg-type]


def coder(*labels: Label, name: str = "a") -> Coder:
    return Coder(name, Path(f"{name}.csv"), labels)


def sentence_span(number: int) -> tuple[int, int]:
    """The offsets of a sentence of `TEXT` (the first below the title is 0)."""
    line = TEXT.split("\n")[2 + number]
    start = TEXT.index(line)
    return start, start + len(line)


def csv_file(folder: Path, *lines: str, name: str = "labels.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(number: int, kind: str) -> Read:
    """The sentence of ten characters at 10 × number of a document, in a class."""
    start = 10 * number
    return Read("a.txt", Sentence(start, start + 10, "一二三四五六七八九。", (), number), "", kind)
