"""Errors that a user can mend, and how they are worded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from bench.messages import message


@runtime_checkable
class Spoken(Protocol):
    """A name that has a text in each language."""

    def in_(self, language: str) -> str:
        """Return the text in ``language``."""


class BenchError(Exception):
    """A problem told to the user in one or two lines, in either language.

    Parameters
    ----------
    key
        Which message it is: ``"<file>.<name>"``, an entry of a YAML file in ``bench/messages``.
    **values
        What the message's placeholders stand for (the place, the value, the mend); another
        ``BenchError``, and a name in both languages, stand for their own text.
    """

    exit_code = 1

    def __init__(self, key: str, /, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(self.text())

    def text(self, language: str = "zh") -> str:
        """Return the message in ``language`` (``"zh"`` or ``"en"``)."""
        return worded(self.key, language, self.values)

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions with keyword arguments do not pickle by themselves; workers send these home.
        return _rebuild, (type(self), self.key, self.values)


def worded(key: str, language: str, values: Mapping[str, object]) -> str:
    """Return the message ``key`` in ``language``; texts among its values are in it, too."""
    return message(key, language, **{name: _in(language, v) for name, v in values.items()})


def _in(language: str, value: object) -> object:
    if isinstance(value, BenchError):
        return value.text(language)
    return value.in_(language) if isinstance(value, Spoken) else value


class InputError(BenchError):
    """The user's input or options are wrong (exit code 2)."""

    exit_code = 2


class RunError(BenchError):
    """The input was right, but the run could not produce a report (exit code 1)."""


class DocumentError(BenchError):
    """One document could not be read: it is reported and skipped, and the run goes on."""


def _rebuild(kind: type[BenchError], key: str, values: dict[str, object]) -> BenchError:
    return kind(key, **values)
