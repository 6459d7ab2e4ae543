"""Errors that a user can mend, and how they are worded."""

from __future__ import annotations

from bench.messages import message


class BenchError(Exception):
    """A problem told to the user in one or two lines, in either language.

    Parameters
    ----------
    key
        Which message it is: ``"<file>.<name>"``, an entry of a YAML file in ``bench/messages``.
    **values
        What the message's placeholders stand for (the place, the value, the mend); another
        ``BenchError`` stands for its own text.
    """

    exit_code = 1

    def __init__(self, key: str, /, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(self.text())

    def text(self, language: str = "zh") -> str:
        """Return the message in ``language`` (``"zh"`` or ``"en"``)."""
        values = {
            name: value.text(language) if isinstance(value, BenchError) else value
            for name, value in self.values.items()
        }
        return message(self.key, language, **values)

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions with keyword arguments do not pickle by themselves; workers send these home.
        return _rebuild, (type(self), self.key, self.values)


class InputError(BenchError):
    """The user's input or options are wrong (exit code 2)."""

    exit_code = 2


class RunError(BenchError):
    """The input was right, but the run could not produce a report (exit code 1)."""


class DocumentError(BenchError):
    """One document could not be read: it is reported and skipped, and the run goes on."""


def _rebuild(kind: type[BenchError], key: str, values: dict[str, object]) -> BenchError:
    return kind(key, **values)
