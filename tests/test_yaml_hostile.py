"""Whatever stands in a YAML file, it is read or refused with a message, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.catalogue.loading import load_catalogue, load_weights
from bench.corpus.front_matter import split_front_matter
from bench.errors import InputError
from bench.regions.extra import load_gazetteer
from bench.settings import load_settings
from bench.yamlnodes import parse

# A size at which what grows with its square takes minutes, and what does not a second or two.
SIZE = 300_000
SLOWEST = 20.0

PROJECT = """\
title: 甲乙对标
documents: 文件
columns: {statement: 举措}
regions: [杭州, &a 宁波]
target: *a
charts: {size: slide, svg: no}
seed: 1
"""
CATALOGUE = """\
id: small
name: {zh: 小指标体系, en: small}
dimensions:
  - id: one
    name: {zh: 一, en: one}
    weight: 1
    indicators:
      - id: power
        name: {zh: 算力, en: computing power}
        definition: {zh: 建设算力设施, en: computing facilities}
        weight: 1
        terms: [算力, 智算中心]
        examples: [建设智算中心。]
"""
REGIONS = """\
regions:
  - name: {zh: 滨江新区, en: Binjiang}
    code: x1
    level: city
    parent: 浙江
    aliases: [滨江]
"""
WEIGHTS = "name: {zh: 甲, en: a}\ndimensions: {one: 1}\n"


def long(piece: str) -> str:
    return piece * (SIZE // len(piece))


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
MERGES = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 60)
)
HOSTILE = {
    "aliases": BOMB,
    "merge keys": MERGES,
    "many merge keys": "a: &a {x: 1}\nb: {" + long("<<: *a, "),
    "list in list": "a: " + long("["),
    "mapping in mapping": "a: " + long("{a: "),
    "block lists": long("- "),
    "block mappings": "".join(f"{' ' * n}a:\n" for n in range(900)),
    "questions": long("? "),
    "a number": "a: " + long("9"),
    "a base sixty number": "%YAML 1.1\n---\na: " + long("1:"),
    "a float": f"a: {long('1')}e9",
    "a timestamp": "a: 2001-12-14t21:59:43." + long("1"),
    "a word": "a: " + long("长"),
    "a quoted word": 'a: "' + long("\\u4e00") + '"',
    "lines of a word": "a: '" + long("长\n\n ") + "'",
    "a block": "a: >\n" + long("  长\n"),
    "blank lines": long("\n"),
    "comments": "a: 1\n" + long("# x\n"),
    "a key": long("k") + ": 1",
    "an explicit key": "? " + long("k") + "\n: 1",
    "an alias": "a: *" + long("x"),
    "a directive": "%" + long("x") + "\n---\na: 1",
    "keys": "".join(f"k{n}: 1\n" for n in range(40_000)),
    "anchors": "a: [" + long("&a x, "),
    "an anchor": "a: &" + long("x"),
    "a tag": "a: !" + long("%41"),
    "tag directives": "".join(f"%TAG !a{n}! b\n" for n in range(15_000)) + "---\na: 1",
    "documents": long("---\n"),
    "an object of Python": "a: !!python/object/apply:os.system [exit 1]",
    "a name of Python": "a: !!python/name:os.system ''",
    "binary": "a: !!binary " + long("aGk="),
    "a set": "a: !!set {x, y}",
    "half a character": 'a: "\\ud800"',
    "control characters": "a: \x07\x1b[31m",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_file_made_to_harm_is_read_or_refused_soon(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bench.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    begun = time.process_time()
    with pytest.raises(InputError) as told:
        load_settings(path)
    assert time.process_time() - begun < SLOWEST
    assert len(told.value.text("zh")) < 4_000
    assert len(told.value.text("en")) < 4_000


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bench.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError) as told:
        load_settings(path)
    assert told.value.key == "yaml.too_large"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_front_matter_made_to_harm_never_stops_a_document(text: str) -> None:
    document = f"---\n{text}\n---\n建设智算中心。\n"
    begun = time.process_time()
    fields, body = split_front_matter(document)
    assert time.process_time() - begun < SLOWEST
    assert all(isinstance(value, str) for value in fields.values())
    assert 0 <= body <= len(document)


def loaders(folder: Path) -> dict[str, tuple[str, Callable[[Path], object]]]:
    """File name → a right text of it, and what reads it."""
    catalogue = folder / "right.yaml"
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    return {
        "bench.yaml": (PROJECT, load_settings),
        "catalogue.yaml": (CATALOGUE, load_catalogue),
        "regions.yaml": (REGIONS, load_gazetteer),
        "weights.yaml": (WEIGHTS, lambda path: load_weights(path, load_catalogue(catalogue))),
    }


PIECES = st.one_of(
    st.text(max_size=4),
    st.sampled_from(
        ["&a ", "*a", "<<: *a", "!!int ", "!x ", "[", "{", "]", "}", "- ", ": ", "\n", "\t", "：",
         "'", '"', "|\n", "null", "~", ".inf", ".nan", "-1", "1e400", "0x1F", "true", "---\n", "# "]
    ),
)  # fmt: skip


@pytest.mark.parametrize("name", ["bench.yaml", "catalogue.yaml", "regions.yaml", "weights.yaml"])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp() / "hostile"
    folder.mkdir(exist_ok=True)
    text, load = loaders(folder)[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(PIECES) + text[at + data.draw(st.integers(0, 6)) :]
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        load(path)
    except InputError as error:
        told = error
    else:
        return
    assert told.text("zh")
    assert told.text("en")


NODES = st.recursive(
    st.sampled_from(["x", "1", "*a", "&a y", "!!str z", "~", "'", '"q"', "<<"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(inner, inner), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        ),
        inner.map(lambda one: f"&a {one}"),
        inner.map(lambda one: f"? {one}"),
    ),
    max_leaves=12,
)


@given(NODES)
def test_any_nest_of_nodes_is_read_or_refused(node: str) -> None:
    text = f"a: {node}\nb: *a\n"
    try:
        data, lines = parse(Path("a.yaml"), text)
    except InputError as error:
        told = error
    else:
        assert set(data) <= {"a", "b"}
        assert all(line <= 3 for line in lines.values())
        return
    assert told.key.startswith("yaml.")
