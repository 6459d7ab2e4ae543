"""What is extracted from a file depends on no other file of its batch."""

from __future__ import annotations

from collections.abc import Mapping
from zipfile import ZipFile

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.corpus.folder import Source
from bench.errors import DocumentError
from bench.store import extraction
from bench.store.extraction import extract, lost
from bench.store.keys import Reading
from bench.store.schema import EXTRACTED
from bench.store.store import Extraction
from tests.store.builders import analyser, city_text, sources_in, write_documents

READING = Reading()
PROSE = "春天到了。\n公园里的花开了，孩子们在草地上放风筝。\n"


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Source]:
    """Plans, an archive of two with a broken file between them, prose, and what cannot be read."""
    folder = write_documents(tmp_path_factory.mktemp("documents"), 3)
    with ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("1.txt", city_text(4))
        archive.writestr("2.pdf", b"no pdf")
        archive.writestr("3.txt", city_text(5))
    (folder / "prose.txt").write_text(PROSE, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return sources_in(folder)


@pytest.fixture(scope="module")
def alone(sources: list[Source]) -> dict[str, Extraction]:
    return {source.name: extract([source], analyser(), READING) for source in sources}


def joined(found: list[Extraction]) -> dict[str, pa.Table]:
    return {name: pa.concat_tables([one.tables[name] for one in found]) for name in EXTRACTED}


def shown(tables: Mapping[str, pa.Table]) -> dict[str, str]:
    """As text, since a figure without an upper end is not equal to itself."""
    return {name: str(table.to_pylist()) for name, table in tables.items()}


@settings(max_examples=12)
@given(data=st.data())
def test_a_file_gives_the_same_rows_alone_and_among_others(sources, alone, data) -> None:
    batch = data.draw(st.lists(st.sampled_from(sources), unique_by=lambda s: s.name))
    together = extract(batch, analyser(), READING)
    found = [alone[source.name] for source in batch]
    assert together.files == tuple(file for one in found for file in one.files)
    if found:
        assert shown(together.tables) == shown(joined(found))


def test_documents_too_many_for_one_go_are_taken_some_at_a_time(
    sources, alone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "_TOGETHER", 1)
    together = extract(sources, analyser(), READING)
    assert shown(together.tables) == shown(joined(list(alone.values())))


def test_every_document_has_its_row_and_counts_its_evidence(alone) -> None:
    tables = joined(list(alone.values()))
    rows = {row["document"]: row for row in tables["documents"].to_pylist()}
    assert {name: row["state"] for name, row in rows.items()} == {
        **{f"000{number}.txt": "read" for number in range(3)},
        "a.zip/1.txt": "read",
        "a.zip/2.pdf": "skipped",
        "a.zip/3.txt": "read",
        "empty.txt": "skipped",
        "prose.txt": "read",
    }
    evidence = tables["evidence"]["document"].to_pylist()
    assert {name: row["evidence"] for name, row in rows.items()} == {
        name: evidence.count(name) for name in rows
    }
    assert rows["a.zip/1.txt"]["evidence"] > 0
    assert all(row["problem"] for row in rows.values() if row["state"] == "skipped")


def test_a_file_on_which_a_process_died_is_told_as_skipped(sources) -> None:
    (row,) = (
        lost(sources[0], DocumentError("corpus.worker_died"), "zh").tables["documents"].to_pylist()
    )
    assert (row["document"], row["state"]) == (sources[0].name, "skipped")
    assert row["problem"]
