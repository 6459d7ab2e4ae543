"""Every message a user sees, as data: Chinese first, English on request.

One YAML file a part of the program (``regions.yaml``, ``catalogue.yaml`` …), each entry with a
``zh`` and an ``en`` text whose ``{placeholders}`` are the same. Code names them ``"part.entry"``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, Literal

from ruamel.yaml import YAML

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


@cache
def texts(part: str) -> dict[str, dict[str, str]]:
    """Return the messages of one part: entry → language → text."""
    source = files(__package__).joinpath(f"{part}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = YAML(typ="safe").load(source)
    return loaded


def message(key: str, language: str = "zh", /, **values: object) -> str:
    """Return the message ``key`` (``"part.entry"``) in ``language``, placeholders filled in.

    Raises
    ------
    KeyError
        There is no such message: a mistake of the program, never of the user.
    """
    part, entry = key.split(".", 1)
    wanted = language if language in LANGUAGES else "zh"
    return texts(part)[entry][wanted].format(**values)
