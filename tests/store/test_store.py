"""Parts are whole or do not count; what is read back is what was put in."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from bench.errors import InputError
from bench.places import place
from bench.store.extraction import extract, extract_batch
from bench.store.schema import STORED
from bench.store.store import Store
from bench.tables import EVIDENCE
from tests.store.builders import analyser, recipe_for, sources_in, write_documents


@pytest.fixture
def sources(tmp_path: Path):
    return sources_in(write_documents(tmp_path / "documents", 5))


@pytest.fixture
def recipe(tmp_path: Path):
    return recipe_for(tmp_path / "store")


def held_in(store: Store, keys: list[str]) -> list[tuple[str, str]]:
    parts = store.parts()
    return [(key, parts[key]) for key in keys]


def test_what_was_extracted_is_read_back_in_the_order_asked_for(recipe, sources):
    kept = extract_batch(recipe, sources)
    wanted = [sources[number] for number in (3, 0, 4)]
    found = recipe.store.table("evidence", [kept[s.name] for s in wanted])
    table = extract(wanted, analyser(), recipe.reading).tables["evidence"]
    assert list(found.columns) == EVIDENCE.names
    assert found.to_dict("list") == table.select(EVIDENCE.names).to_pydict()
    assert len(found)


def test_the_same_files_give_the_same_bytes(tmp_path, recipe, sources):
    again = recipe_for(tmp_path / "again")
    for one in (recipe, again):
        extract_batch(one, sources)

    def digests(store: Store) -> dict[str, str]:
        files = store.place.iterdir()
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    assert digests(recipe.store) == digests(again.store)
    assert len(digests(again.store)) == len(STORED) + 1


@pytest.mark.parametrize("name", [*STORED, "files"])
@pytest.mark.parametrize("harm", ["missing", "cut"])
def test_a_part_that_is_not_whole_does_not_count(recipe, sources, name, harm):
    extract_batch(recipe, sources[:2])
    extract_batch(recipe, sources[2:])
    assert len(recipe.store.parts()) == 5
    path = sorted(recipe.store.place.glob(f"*.{name}.parquet"))[0]
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-5])
    assert len(recipe.store.parts()) in (2, 3)


def test_files_in_two_parts_are_read_once(recipe, sources):
    kept = extract_batch(recipe, sources[:3]) | extract_batch(recipe, sources[1:])
    held = held_in(recipe.store, [kept[source.name][0] for source in sources])
    assert recipe.store.table("documents", held)["document"].tolist() == [s.name for s in sources]


def test_what_a_killed_run_left_half_written_goes_when_it_is_a_day_old(recipe, sources):
    extract_batch(recipe, sources)
    old, new = (recipe.store.place / name for name in (".~1.a.parquet", ".~2.a.parquet"))
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    recipe.store.tidy()
    assert (old.exists(), new.exists()) == (False, True)
    assert len(recipe.store.parts()) == 5


def test_nothing_held_gives_a_table_without_rows(recipe):
    assert recipe.store.table("claims", []).empty
    assert recipe.store.parts() == {}


def test_a_store_that_cannot_be_written_to_is_told(tmp_path, sources):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError) as problem:
        extract_batch(recipe_for(tmp_path / "file"), sources)
    assert problem.value.key in ("store.not_writable", "files.output_is_file")


def test_a_store_may_be_anywhere_that_fsspec_reaches(tmp_path, sources):
    here = recipe_for(tmp_path / "store")
    there = recipe_for(place("memory://test_store/kept"))
    for recipe in (here, there):
        extract_batch(recipe, sources)
    keys = sorted(here.store.parts())
    assert sorted(there.store.parts()) == keys
    for name in ("evidence", "texts"):
        one, other = (r.store.table(name, held_in(r.store, keys)) for r in (here, there))
        assert one.equals(other)
