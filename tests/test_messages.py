"""Messages and the code that uses them: every key exists, is used, and gets what it needs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import bench
from bench.errors import BenchError, DocumentError, InputError, RunError
from bench.messages import LANGUAGES, message, texts

PACKAGE = Path(bench.__file__).parent
PARTS = sorted(path.stem for path in (PACKAGE / "messages").glob("*.yaml"))
ENTRIES = [(part, entry) for part in PARTS for entry in texts(part)]
# Callables whose first argument is the key of a message.
TELLERS = {"InputError", "RunError", "DocumentError", "BenchError", "message"}

SOURCES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def strings() -> Iterator[str]:
    """Yield every string in the code as a pattern; the holes of f-strings match anything."""
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                    for part in node.values
                )


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield (place, key, call) of every call that tells a message by a literal key."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in TELLERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield f"{path.name}:{node.lineno}", first.value, node


CALLS = list(calls())
KEY_PATTERNS = [
    re.compile(pattern)
    for pattern in set(strings())
    if re.match(rf"({'|'.join(PARTS)})(\\\.|\.)", pattern)
]


@pytest.mark.parametrize(("part", "entry"), ENTRIES)
def test_every_message_has_both_languages_with_the_same_placeholders(part: str, entry: str) -> None:
    told = texts(part)[entry]
    assert set(told) == set(LANGUAGES)
    assert all(isinstance(text, str) and text.strip() for text in told.values())
    assert placeholders(told["zh"]) == placeholders(told["en"])
    assert all(name.isidentifier() for name in placeholders(told["zh"]))


@pytest.mark.parametrize(("part", "entry"), ENTRIES)
def test_the_english_text_has_no_chinese_punctuation(part: str, entry: str) -> None:
    assert not re.search("[，。；：、“”（）]", texts(part)[entry]["en"])


@pytest.mark.parametrize(("part", "entry"), ENTRIES)
def test_every_message_is_used(part: str, entry: str) -> None:
    assert any(pattern.fullmatch(f"{part}.{entry}") for pattern in KEY_PATTERNS)


@pytest.mark.parametrize(("place", "key", "call"), CALLS, ids=[f"{p} {k}" for p, k, _ in CALLS])
def test_every_message_told_exists_and_gets_its_values(
    place: str, key: str, call: ast.Call
) -> None:
    part, _, entry = key.partition(".")
    assert part in PARTS, place
    assert entry in texts(part), place
    given = {keyword.arg for keyword in call.keywords}
    if None not in given:  # no **values, whose names only the run knows
        assert placeholders(texts(part)[entry]["zh"]) <= given, place


def test_calls_are_found() -> None:
    assert len(CALLS) > 20
    assert {place.split(":")[0] for place, _, _ in CALLS} >= {"yamlfile.py", "files.py"}


def test_a_message_is_chinese_first_and_english_on_request() -> None:
    zh, en = (message("yaml.no_file", language, path="a.yaml") for language in LANGUAGES)
    assert zh.startswith("a.yaml — 找不到")
    assert en.startswith("a.yaml — no such file")
    assert message("yaml.no_file", "fr", path="a.yaml") == zh
    with pytest.raises(KeyError):
        message("yaml.no_such_message")


@pytest.mark.parametrize(("kind", "code"), [(InputError, 2), (RunError, 1), (DocumentError, 1)])
def test_errors_carry_their_exit_code_and_both_texts(kind: type[BenchError], code: int) -> None:
    error = kind("yaml.no_file", path="a.yaml")
    assert error.exit_code == code
    assert str(error) == error.text("zh") != error.text("en")
