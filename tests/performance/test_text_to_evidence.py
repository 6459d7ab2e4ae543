"""Speed of the way from text to evidence, with plain jieba on the same text beside it."""

from __future__ import annotations

import jieba
import pytest

from bench.catalogue.loading import load_catalogue
from bench.corpus.document import Document
from bench.evidence.analysis import Analyser
from bench.evidence.learnt_tables import learnt_of
from bench.regions import load_gazetteer
from bench.resources import shipped

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def text() -> str:
    """About a megabyte of policy text: the shipped digests again and again, no sentence twice."""
    seeds = sorted(shipped("seeds").glob("*_20*.md"))
    text = "\n".join(path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in seeds)
    times = MEGABYTE // len(text.encode()) + 1
    chapters = (text.replace("。", f"（{number}）。") for number in range(times))
    return "\n".join(chapters)


@pytest.mark.benchmark(group="text to evidence, about 1 MB of UTF-8")
@pytest.mark.parametrize(("kind", "region"), [("press", ""), ("work_report", "330000")])
def test_analysis(benchmark, text, kind, region):
    file = shipped("indicators/digital_economy.yaml")
    catalogue = load_catalogue(file)
    analyser = Analyser(catalogue, load_gazetteer(), learnt_of(catalogue, file))
    document = Document(path="seeds.md", text=text, kind=kind, region=region)
    analyser.analyse(Document(path="warm.txt", text="我市建设算力中心。"))
    analysis = benchmark.pedantic(analyser.analyse, (document,), rounds=3)
    benchmark.extra_info["megabytes"] = len(document.text.encode()) / MEGABYTE
    assert analysis.claims


@pytest.mark.benchmark(group="text to evidence, about 1 MB of UTF-8")
def test_plain_jieba_on_the_same_text(benchmark, text):
    jieba.initialize()
    words = benchmark.pedantic(jieba.lcut, (text,), rounds=3)
    benchmark.extra_info["megabytes"] = len(text.encode()) / MEGABYTE
    assert words
