"""The front matter of a document: ``---`` lines around ``key: value`` pairs at its head."""

from __future__ import annotations

import re
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

_BLOCK: Final = re.compile(r"\A\s*---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PAIR: Final = re.compile(r"^([A-Za-z_]\w*|[一-龥]{2,4})[ \t]*[:：][ \t]*(\S.*)$", re.MULTILINE)
# In characters: a longer block is read line by line, since YAML takes its time.
_LONGEST: Final = 20_000
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*")
_KEYS: Final = {
    "title": "title",
    "issuer": "issuer",
    "publisher": "issuer",
    "date": "date",
    "publishdate": "date",
    "kind": "kind",
    "type": "kind",
    "region": "region",
    "number": "number",
    "link": "link",
    "url": "link",
    "标题": "title",
    "发布机构": "issuer",
    "日期": "date",
    "类型": "kind",
    "地区": "region",
    "文号": "number",
    "发文字号": "number",
    "发文机关": "issuer",
}


def split_front_matter(text: str) -> tuple[dict[str, str], int]:
    """Read the front matter, if any.

    Parameters
    ----------
    text
        A document's whole text.

    Returns
    -------
    tuple
        The fields that the program knows (``title``, ``issuer``, ``date``, ``kind``,
        ``region``, ``number``, ``link``) as text, and the offset where the body begins (0
        without front matter). Front matter that is not valid YAML is read line by line rather
        than refused. Text between two rules (``---``) that holds no ``key: value`` is no front
        matter, but body.
    """
    block = _BLOCK.match(text)
    if block is None:
        return {}, 0
    pairs = _pairs(block.group(1))
    if not any(_NAME.fullmatch(key) or key in _KEYS for key in pairs):
        return {}, 0
    fields: dict[str, str] = {}
    for key, value in pairs.items():
        known = _KEYS.get(key.lower())
        if known and value and known not in fields:
            fields[known] = value
    return fields, block.end()


def _loaded(source: str) -> object:
    """Return what a block holds as YAML, None where it is none."""
    # The base loader leaves every scalar as the text that stands there ("2024-10", "no").
    yaml = YAML(typ="base", pure=True)
    yaml.composer.warn_double_anchors = False
    try:
        return yaml.load(source)
    except (YAMLError, ValueError, RecursionError):
        return None


def _pairs(source: str) -> dict[str, str]:
    """Return the keys of a block with their values; "" for a value that is no plain text."""
    loaded = _loaded(source) if len(source) <= _LONGEST else None
    if not isinstance(loaded, dict):
        return {key: value.strip().strip("'\"") for key, value in _PAIR.findall(source)}
    return {str(k): " ".join(v.split()) if isinstance(v, str) else "" for k, v in loaded.items()}
