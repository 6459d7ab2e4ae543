"""Files of any name are found and read; what only looks like one is told or left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.corpus.document import Document
from bench.corpus.folder import Source, find_sources
from bench.corpus.names import is_litter, unique
from bench.corpus.reading import load, read_documents
from bench.errors import DocumentError
from bench.regions import PlaceMatcher, load_gazetteer
from tests.corpus.readers.packing import zipped

GAZETTEER = load_gazetteer()
PLACES = PlaceMatcher(GAZETTEER)
BODY = "加快建设数据中心，培育数据商。"
NAMES = (
    "制\t表.txt",
    "删\x7f.txt",
    "\u202egnp.txt",
    "con.txt",
    "尾点..txt",
    "a\\b.txt",
    "%s{path}{0}.txt",
    "[red]x[bold].txt",
    "<b>&amp;.txt",
    "$(rm).txt",
    "=cmd()|'x'!A1.txt",
    "@sum.txt",
    "+1.txt",
    "e\u0301.txt",
    "\u00e9.txt",
    "长" * 83 + "a.txt",
)


def told(source: Source) -> str:
    with pytest.raises(DocumentError) as error:
        load(source)
    return error.value.key


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_any_name_is_read_under_it(tmp_path: Path, name: str) -> None:
    try:
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    (source,) = find_sources(tmp_path)
    (document,) = read_documents(source, load(source), GAZETTEER, PLACES)
    assert isinstance(document, Document)
    assert (document.path, document.text) == (name, BODY)


def test_what_no_workbook_can_hold_is_replaced_in_a_name(tmp_path: Path) -> None:
    for name in ("\x01a.txt", "\x02a.txt"):
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    assert [source.name for source in find_sources(tmp_path)] == ["�a.txt", "�a (2).txt"]


def test_names_without_characters_are_written_and_stay_apart(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    try:
        for raw in (b"\xff\xfe.txt", b"\xfe\xff.txt"):
            Path(os.fsdecode(folder + b"/" + raw)).write_text(BODY, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 alone")
    names = [source.name for source in find_sources(tmp_path)]
    assert len(set(names)) == 2
    assert all(name.encode("utf-8") for name in names)


def test_loops_of_links_dangling_links_and_devices_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "null.txt").symlink_to("/dev/null")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/up").symlink_to("..")
    sources = {source.name: source for source in find_sources(tmp_path)}
    assert list(sources) == ["a.txt", "gone.txt", "null.txt", "self.txt"]
    assert told(sources["self.txt"]) == told(sources["gone.txt"]) == "corpus.not_opened"
    assert told(sources["null.txt"]) == "corpus.link_outside"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_no_document_and_a_link_to_one_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to("pipe.txt")
    (source,) = find_sources(tmp_path)
    assert source.name == "link.txt"
    assert told(source) == "corpus.other_format"


def test_parts_of_an_archive_stand_below_its_name(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(zipped({"../a.txt": BODY, "b\n.txt": BODY}))
    (source,) = find_sources(tmp_path)
    found = read_documents(source, load(source), GAZETTEER, PLACES)
    assert [one.path for one in found if isinstance(one, Document)] == [
        "z.zip/a.txt",
        "z.zip/b .txt",
    ]


@pytest.mark.parametrize(
    "name",
    [".a.txt", ".git/a.txt", "~$a.docx", "Thumbs.db", "a/README.md", "__MACOSX/._a", "desktop.ini"],
)
def test_what_systems_put_beside_documents_is_litter(name: str) -> None:
    assert is_litter(name)


@pytest.mark.parametrize("name", ["a.txt", "a.b/c~$.txt", "readme.docx", "我的README.md"])
def test_other_files_are_not(name: str) -> None:
    assert not is_litter(name)


def test_a_name_that_is_taken_gets_a_number_before_its_ending() -> None:
    taken: set[str] = set()
    names = ["a.txt", "a.txt", "a (2).txt", "a.b/c", "a.b/c"]
    assert [unique(name, taken) for name in names] == [
        "a.txt",
        "a (2).txt",
        "a (2) (2).txt",
        "a.b/c",
        "a.b/c (2)",
    ]
