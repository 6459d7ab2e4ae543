"""YAML text to plain data, with the line of every key and item.

The text is composed to ruamel.yaml's nodes (no Python object is ever built from a tag) and turned
into dicts, lists and scalars here, so that lines are known, duplicate keys are refused, and a
small file cannot expand into a huge one by aliases. `bench.yamlfile` is the way in.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from bench.errors import InputError

Loc: TypeAlias = tuple[str | int, ...]

MAX_NODES: Final = 100_000
MAX_NAME: Final = 100  # characters: a longer name fits no column and no chart

_CORE: Final = "tag:yaml.org,2002:"
_SCALARS: Final = frozenset({"null", "bool", "int", "float"})
# Plain scalars that other YAML readers take for something else; here they are text.
_TEXTS: Final = frozenset({"str", "timestamp", "merge", "value"})

# What ruamel.yaml says of a syntax error → the message for the user. First match wins.
_SYNTAX: Final = (
    (re.compile(r"character '\\t'|tab"), "yaml.syntax_tab"),
    (re.compile(r"undefined alias"), "yaml.syntax_alias"),
    (re.compile(r"another document"), "yaml.syntax_documents"),
    (re.compile(r"character '.*' that cannot start any token"), "yaml.syntax_start"),
    (re.compile(r"quoted scalar"), "yaml.syntax_quote"),
    (re.compile(r"flow (sequence|mapping)"), "yaml.syntax_bracket"),
    (
        re.compile(r"mapping values are not allowed|could not find expected ':'"),
        "yaml.syntax_colon",
    ),
    (re.compile(r"expected <block end>"), "yaml.syntax_indent"),
)


def dotted(loc: Loc) -> str:
    """Return a location as text.

    Examples
    --------
    >>> dotted(("dimensions", 0, "name"))
    'dimensions[1].name'
    """
    # Counted from 1, as people count list items.
    parts = [f"[{step + 1}]" if isinstance(step, int) else f".{_short(step)}" for step in loc]
    return "".join(parts).removeprefix(".")


def _short(text: str) -> str:
    """Return a text of a file as a message can show it: a hostile one is as long as the file."""
    return text if len(text) <= MAX_NAME else text[: MAX_NAME - 1] + "…"


def parse(path: Path, text: str) -> tuple[dict[str, Any], dict[Loc, int]]:
    """Return the data of a YAML text whose top level is a mapping, and the lines in it.

    Parameters
    ----------
    path
        Where the text is from, for messages.
    text
        The whole file, decoded.

    Returns
    -------
    tuple
        The data (keys are text as written: ``5G``, ``2025``, ``no``), and location → line from 1.

    Raises
    ------
    InputError
        The text is empty, not YAML, not a mapping, or has a duplicate key, a tag of another
        program, or aliases that expand beyond ``MAX_NODES`` nodes.
    """
    try:
        node = _compose(path, text)
        if node is None or (isinstance(node, ScalarNode) and not node.value):
            raise InputError("yaml.empty_file", path=path)
        if not isinstance(node, MappingNode):
            raise _not_a_mapping(path, node)
        reader = _Reader(path)
        return reader.plain(node, ()), reader.lines
    except RecursionError:
        raise InputError("yaml.too_deep", path=path) from None


class _Composer(Composer):
    """Composes no more nodes than allowed: a long row of commas is cheap to write."""

    count = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.count += 1
        if self.count > MAX_NODES:
            raise _TooManyNodesError
        return super().compose_node(parent, index)


class _TooManyNodesError(Exception):
    pass


def _compose(path: Path, text: str) -> Node | None:
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _Composer
    yaml.composer.warn_double_anchors = False
    try:
        node: Node | None = yaml.compose(text)
    except MarkedYAMLError as error:
        raise _syntax_error(path, text, error) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        code = f"U+{error.character:04X}"
        raise InputError("yaml.bad_character", path=path, line=line, code=code) from None
    except _TooManyNodesError:
        raise InputError("yaml.too_many_nodes", path=path, limit=MAX_NODES) from None
    return node


def _syntax_error(path: Path, text: str, error: MarkedYAMLError) -> InputError:
    # An unclosed quote or bracket is only noticed at the end: its beginning is the place to look.
    said = f"{error.problem} {error.context or ''}"
    unclosed = "quoted scalar" in said or "flow " in said
    mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
    index = mark.line if mark is not None else 0
    lines = text.splitlines()
    # A full-width colon makes no key, so the reader stumbles there or on the line after.
    for at in (index, index - 1):
        if 0 <= at < len(lines) and re.match(r"\s*(- )?[a-z][a-z0-9_.]*：", lines[at]):
            return InputError("yaml.syntax_wide_colon", path=path, line=at + 1)
    for pattern, key in _SYNTAX:
        if pattern.search(said):
            return InputError(key, path=path, line=index + 1, problem=_short(str(error.problem)))
    return InputError("yaml.syntax", path=path, line=index + 1, problem=_short(str(error.problem)))


def _not_a_mapping(path: Path, node: Node) -> InputError:
    line = node.start_mark.line + 1
    if isinstance(node, ScalarNode) and "：" in node.value:
        return InputError("yaml.syntax_wide_colon", path=path, line=line)
    return InputError("yaml.top_not_mapping", path=path, line=line)


class _Reader:
    """Turns nodes into plain data, noting lines, within the bound on nodes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Loc, int] = {(): 1}
        self.count = 0
        self.open: set[int] = set()
        self.scalars = YAML(typ="safe", pure=True).constructor

    def plain(self, node: Node, loc: Loc) -> Any:
        self.count += 1
        if self.count > MAX_NODES:
            raise InputError("yaml.too_many_nodes", path=self.path, limit=MAX_NODES)
        if isinstance(node, ScalarNode):
            return self.scalar(node)
        self.expect_tag(node, {"map", "seq"})
        # An alias inside the very node that it names would go on for ever.
        if id(node) in self.open:
            raise InputError("yaml.endless_alias", path=self.path, line=_line(node))
        self.open.add(id(node))
        try:
            if isinstance(node, SequenceNode):
                return self.items(node, loc)
            return self.mapping(node, loc)
        finally:
            self.open.discard(id(node))

    def mapping(self, node: Node, loc: Loc) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                raise InputError("yaml.key_not_text", path=self.path, line=_line(key_node))
            self.scalar(key_node)
            key = str(key_node.value)
            at = (*loc, key)
            if key in data:
                first = self.lines[at]
                line = _line(key_node)
                raise InputError(
                    "yaml.duplicate_key", path=self.path, line=line, name=dotted(at), first=first
                )
            self.lines[at] = _line(key_node)
            data[key] = self.plain(value_node, at)
        return data

    def items(self, node: SequenceNode, loc: Loc) -> list[Any]:
        data: list[Any] = []
        for index, item in enumerate(node.value):
            self.lines[(*loc, index)] = _line(item)
            data.append(self.plain(item, (*loc, index)))
        return data

    def scalar(self, node: ScalarNode) -> str | int | float | bool | None:
        self.expect_tag(node, _SCALARS | _TEXTS)
        text = str(node.value)
        if re.search("[\ud800-\udfff]", text):
            # Half a character, by an escape such as "\ud800": no file could hold it again.
            raise InputError("yaml.bad_character", path=self.path, line=_line(node), code="\\ud…")
        if _kind(node) not in _SCALARS:
            return text
        try:
            value: int | float | bool | None = self.scalars.construct_object(node)
        except (ValueError, LookupError):
            # `!!int abc`, `!!int ""`, or thousands of digits: left as text, and refused where a
            # number is due.
            return text
        return value

    def expect_tag(self, node: Node, kinds: set[str] | frozenset[str]) -> None:
        if _kind(node) not in kinds:
            tag = _short(str(node.tag))
            raise InputError("yaml.tag", path=self.path, line=_line(node), tag=tag)


def _kind(node: Node) -> str:
    return str(node.tag).removeprefix(_CORE)


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
