"""The words of a report in its language, taken from ``bench/messages/report.yaml``."""

from __future__ import annotations

from typing import Literal

from bench.messages import message, texts

Group = Literal["state", "kind", "status", "source", "level", "direction"]


def word(name: str, language: str, **values: object) -> str:
    """Return the text ``name`` of the report's messages in ``language``."""
    return message(f"report.{name}", language, **values)


def label(group: Group, value: object, language: str) -> str:
    """Return how a coded value (``"enacted"``) is shown to a reader (已施行).

    A value that has no label of its own, such as a kind of document that a user made up, is
    shown as it is.
    """
    name = f"{group}_{value}"
    return word(name, language) if name in texts("report") else str(value)
