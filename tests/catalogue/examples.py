"""A small catalogue of our own for the tests of this folder."""

import copy
from pathlib import Path
from typing import Any

CATALOGUE = """\
title: {zh: 小体系, en: Small catalogue}
dimensions:
  - id: roads
    name: {zh: 道路, en: Roads}
    definition: 路网建设
    weight: 2
    indicators:
      - id: roads.length
        name: 里程
        definition: {zh: 公路里程, en: Length of roads}
        terms: {公路: 3, 5G: 1.5}
      - id: roads.toll
        name: 收费
        definition: 收费水平
        direction: lower
        weight: 0.5
        terms: {收费站: 2, 公路: 1}
        exclude: [零公路]
        examples: [取消十座收费站。]
  - id: rivers
    name: 河流
    definition: 河道治理
    indicators:
      - id: rivers.clean
        name: 清洁
        definition: 水质
        examples: [水质达到三类。]
"""


def write(folder: Path, text: str, name: str = "catalogue.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def indicator(name: str = "roads.length", **changes: Any) -> dict[str, Any]:
    base = {"id": name, "name": "里程", "definition": "公路里程", "terms": {"公路": 1}}
    return copy.deepcopy({**base, **changes})


def catalogue_data(*indicators: dict[str, Any]) -> dict[str, Any]:
    roads = {
        "id": "roads",
        "name": "道路",
        "definition": "路网",
        "indicators": list(indicators) or [indicator()],
    }
    return {"title": "小体系", "dimensions": [roads]}
