"""Small folders of documents, and the store that they are extracted into."""

from __future__ import annotations

import pickle
from functools import cache
from pathlib import Path

from bench.catalogue.loading import load_catalogue
from bench.corpus.folder import Source, find_sources
from bench.evidence.analysis import Analyser
from bench.evidence.learnt_tables import learnt_of
from bench.regions import load_gazetteer
from bench.resources import shipped
from bench.store.extraction import Recipe
from bench.store.keys import Reading, extraction_fingerprint
from bench.store.store import Store

CITIES = ("成都", "青岛", "杭州", "苏州", "合肥", "武汉")


@cache
def analyser() -> Analyser:
    """Of the shipped catalogue."""
    file = shipped("indicators/digital_economy.yaml")
    catalogue = load_catalogue(file)
    return Analyser(catalogue, load_gazetteer(), learnt_of(catalogue, file))


def city_text(number: int) -> str:
    """A plan of a city, unlike that of any other number."""
    city = CITIES[number % len(CITIES)]
    return (
        f"{city}市数字经济第{number}号行动方案\n一、重点任务\n"
        f"建设第{number}座智算中心，算力规模达到{number + 3}00P，服务企业{number * 7 + 11}家。\n"
        f"建设数据交易所，上架数据产品{number * 13 + 5}个，培育数据商{number + 20}家。\n"
        f"设立数字经济发展专项资金{number + 2}亿元，引进数字人才{number + 9}000人。\n"
    )


def write_documents(folder: Path, count: int) -> Path:
    """Fill a folder with this many plans."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:04d}.txt").write_text(city_text(number), encoding="utf-8")
    return folder


def sources_in(folder: Path) -> list[Source]:
    return find_sources(folder)


def recipe_for(folder: Path, language: str = "zh") -> Recipe:
    """A store in a folder, and what extracts into it."""
    reading = Reading(language)
    store = Store(folder, extraction_fingerprint(analyser(), reading))
    return Recipe(store, reading, pickle.dumps(analyser()))
