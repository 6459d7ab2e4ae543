"""YAML files that people write by hand: read safely, checked, and told about by file and line."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bench.errors import InputError, worded
from bench.messages import message
from bench.yamlnodes import Loc, dotted, parse

MAX_BYTES: Final = 4_000_000
MAX_PROBLEMS: Final = 5
_BOUNDS: Final = ("gt", "ge", "lt", "le", "max_length")  # as pydantic names them

Model = TypeVar("Model", bound=BaseModel)

# pydantic's name of a mistake → the message for the user.
_MESSAGES: Final = {
    "missing": "yaml.missing",
    "string_type": "yaml.not_text",
    "path_type": "yaml.not_text",
    "string_too_short": "yaml.empty_text",
    "string_too_long": "yaml.too_long",
    "int_type": "yaml.not_an_integer",
    "float_type": "yaml.not_a_number",
    "bool_type": "yaml.not_true_or_false",
    "bool_parsing": "yaml.not_true_or_false",
    "finite_number": "yaml.not_finite",
    "greater_than": "yaml.not_above",
    "greater_than_equal": "yaml.below",
    "less_than": "yaml.not_under",
    "less_than_equal": "yaml.above",
    "literal_error": "yaml.not_a_choice",
    "tuple_type": "yaml.not_a_list",
    "list_type": "yaml.not_a_list",
    "dict_type": "yaml.not_a_mapping",
    "model_type": "yaml.not_a_mapping",
    "too_short": "yaml.too_few",
}


@dataclass(frozen=True)
class Problem:
    """One thing to mend in a file: a message and the line it is about."""

    key: str
    line: int
    values: dict[str, object]

    def text(self, language: str = "zh") -> str:
        """Return the message in ``language``."""
        return worded(self.key, language, self.values)


class FileError(InputError):
    """All that is wrong with one file, told together (the first few in full)."""

    def text(self, language: str = "zh") -> str:
        """Return a heading and one line a problem in ``language``."""
        problems = self.values["problems"]
        assert isinstance(problems, tuple)
        lines = [message(self.key, language, path=self.values["path"], count=len(problems))]
        lines += [f"  {problem.text(language)}" for problem in problems[:MAX_PROBLEMS]]
        if len(problems) > MAX_PROBLEMS:
            rest = len(problems) - MAX_PROBLEMS
            lines.append("  " + message("yaml.more_problems", language, count=rest))
        return "\n".join(lines)


@dataclass(frozen=True)
class YamlFile:
    """A YAML file as read: its data, and the line of each of its keys and items.

    Parameters
    ----------
    path
        The file, as the user named it.
    data
        Plain dicts, lists, texts, numbers, booleans and None. Keys are text, as written.
    lines
        Location (keys and indices from the top) → line, from 1.
    digest
        SHA-256 of the text.
    """

    path: Path
    data: dict[str, Any]
    lines: dict[Loc, int]
    digest: str = ""

    def line(self, loc: Loc) -> int:
        """Return the line (from 1) of ``loc``, or of the nearest thing around it."""
        around = (self.lines.get(loc[:length]) for length in range(len(loc), -1, -1))
        return next((line for line in around if line is not None), 1)

    def place(self, loc: Loc) -> str:
        """Return ``"file:line: key"`` for ``loc``, as messages begin."""
        where = f"{self.path}:{self.line(loc)}"
        return f"{where}: {dotted(loc)}" if loc else where

    def problem(self, key: str, loc: Loc, **values: object) -> Problem:
        """Return the problem ``key`` at ``loc``; its message gets ``place`` and ``values``."""
        return Problem(key, self.line(loc), {"place": self.place(loc), **values})

    def error(self, problems: Iterable[Problem]) -> InputError:
        """Return one error for ``problems`` (at least one), by line."""
        ordered = tuple(sorted(problems, key=lambda problem: problem.line))
        if len(ordered) == 1:
            return InputError(ordered[0].key, **ordered[0].values)
        return FileError("yaml.problems", path=str(self.path), problems=ordered)


def load_yaml(path: Path, parsed: YamlFile | None = None) -> YamlFile:
    """Read a YAML file whose top level is a mapping.

    Parameters
    ----------
    path
        A UTF-8 file (with or without byte order mark) of at most ``MAX_BYTES`` bytes.
    parsed
        A file parsed before: of the same text it is not parsed anew.

    Returns
    -------
    YamlFile
        Its data and the lines.

    Raises
    ------
    InputError
        The file is missing, too large, not UTF-8, empty, not YAML, not a mapping, has duplicate
        keys, or expands too far by its aliases.
    """
    text = _read(path)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    if parsed is not None and parsed.digest == digest:
        return replace(parsed, path=path)
    data, lines = parse(path, text)
    return YamlFile(path, data, lines, digest)


def validate(model: type[Model], file: YamlFile) -> Model:
    """Return ``file``'s data as a ``model``, or tell all that is wrong with it at once.

    A validator of the model may raise a ``PydanticCustomError`` whose type is the key of a message
    (``"catalogue.duplicate_id"``); its context fills the message. Two entries of the context are
    locations below the validated thing: ``at`` moves the place there, and the line of ``other``
    becomes ``{other_line}``.

    Parameters
    ----------
    model
        A pydantic model, with ``extra="forbid"``.
    file
        What was read.

    Raises
    ------
    InputError
        One problem, or a `FileError` with several: each with its place and its mend.
    """
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        mistakes = error.errors(include_url=False)
        raise file.error(_problem(model, file, m) for m in mistakes if _is_own(m)) from None


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the entry of ``known`` most like ``word``, or None if none is near."""
    folded = {entry.casefold(): entry for entry in reversed(known)}
    found = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def _read(path: Path) -> str:
    try:
        # Looked at before it is read, so that a wrong file of any size is refused cheaply.
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1_000_000
            raise InputError("yaml.too_large", path=path, size=f"{size / 1e6:.1f}", limit=limit)
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError("yaml.no_file", path=path) from None
    except OSError as error:
        raise InputError("yaml.unreadable", path=path, reason=error.strerror or error) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError("yaml.not_utf8", path=path, line=line) from None


def _is_own(mistake: Mapping[str, Any]) -> bool:
    # A list whose items are wrong is also called too short, as none of them came through.
    return not (mistake["type"] == "too_short" and mistake["input"])


def _problem(model: type[BaseModel], file: YamlFile, mistake: Mapping[str, Any]) -> Problem:
    kind: str = mistake["type"]
    loc: Loc = tuple(step for step in mistake["loc"] if step != "[key]")
    context: dict[str, Any] = dict(mistake.get("ctx", {}))
    value = shown(mistake["input"])
    if kind == "extra_forbidden":
        return _unknown_key(model, file, loc)
    if "." in kind:
        other = context.pop("other", None)
        if other is not None:
            context["other_line"] = file.line((*loc, *other))
        return file.problem(kind, (*loc, *context.pop("at", ())), **context)
    if kind not in _MESSAGES:
        return file.problem("yaml.invalid", loc, value=value, problem=mistake["msg"])
    if mistake["input"] is None:
        return file.problem("yaml.empty_value", loc)
    bound = next((context[name] for name in _BOUNDS if name in context), "")
    choices = " / ".join(re.findall(r"'([^']*)'", context.get("expected", "")))
    values = {"value": value, "bound": _number(bound), "choices": choices}
    return file.problem(_MESSAGES[kind], loc, **values)


def _unknown_key(model: type[BaseModel], file: YamlFile, loc: Loc) -> Problem:
    known = _known_keys(model, loc[:-1])
    near = nearest(str(loc[-1]), known)
    if near is None:
        return file.problem("yaml.unknown_key", loc, known=" / ".join(known))
    return file.problem("yaml.unknown_key_near", loc, nearest=near)


def _known_keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys that ``model`` knows at ``loc``."""
    found: list[Any] = [model]
    for step in loc:
        found = [inner for annotation in found for inner in _step(annotation, step)]
    return [name for inner in found if _is_model(inner) for name in inner.model_fields]


def _step(annotation: Any, step: str | int) -> Iterator[Any]:
    if _is_model(annotation):
        field = annotation.model_fields.get(step)
        if field is not None:
            yield from _alternatives(field.annotation)
    elif get_origin(annotation) in (tuple, list):
        yield from _alternatives(get_args(annotation)[0])
    elif get_origin(annotation) is dict:
        yield from _alternatives(get_args(annotation)[1])


def _alternatives(annotation: Any) -> Iterator[Any]:
    """Yield the types that ``annotation`` (a union, an annotated type) allows."""
    if get_origin(annotation) in (Union, UnionType):
        for inner in get_args(annotation):
            yield from _alternatives(inner)
    elif get_origin(annotation) is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    else:
        yield annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def shown(value: object, length: int = 40) -> str:
    """Return a value as a message shows it: as in YAML, and short."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= length else text[: length - 1] + "…"


def _number(bound: object) -> str:
    return f"{bound:g}" if isinstance(bound, int | float) else str(bound)
