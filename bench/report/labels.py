"""The words of a report in its language, taken from ``bench/messages/report.yaml``."""

from __future__ import annotations

from typing import Literal

from bench.corpus.kinds import load_kinds
from bench.messages import message, texts

Group = Literal["state", "kind", "status", "level", "direction", "change"]


def word(name: str, language: str, **values: object) -> str:
    """Return the text ``name`` of the report's messages in ``language``."""
    return message(f"report.{name}", language, **values)


def label(group: Group, value: object, language: str) -> str:
    """Return how a coded value (``"enacted"``) is shown to a reader (已施行).

    A value that has no label of its own is shown as it is.
    """
    name = f"{group}_{value}"
    return word(name, language) if name in texts("report") else str(value)


def source_label(value: object, language: str) -> str:
    """Return how a kind of document (``"plan"``) is shown to a reader.

    A kind that `bench.corpus.kinds` does not know, made up by a user, is shown as it is.
    """
    names = {kind.id: kind.en if language == "en" else kind.zh for kind in load_kinds()}
    return names.get(str(value), str(value))
