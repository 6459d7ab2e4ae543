"""The data files of this part: where they are and how they are read."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


def data_yaml(name: str) -> Any:
    """Return the content of the YAML file ``name`` in ``bench/regions/data``."""
    return YAML(typ="safe").load(_text(name))


def data_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of the CSV file ``name`` in ``bench/regions/data``."""
    return list(csv.DictReader(_text(name).splitlines()))


def _text(name: str) -> str:
    return files(__package__).joinpath("data", name).read_text(encoding="utf-8")
