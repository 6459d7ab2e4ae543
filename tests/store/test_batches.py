"""Batches hold every file once, in order, and are neither large nor many."""

from __future__ import annotations

from bench.store.batches import batches, size_of
from tests.store.builders import sources_in, write_documents


def test_every_file_is_in_one_batch_in_order(tmp_path):
    sources = sources_in(write_documents(tmp_path, 450))
    made = list(batches(sources))
    assert [source for batch in made for source in batch] == sources
    assert len(made) == 3


def test_a_large_file_is_a_batch_of_its_own(tmp_path):
    write_documents(tmp_path, 3)
    (tmp_path / "0001.txt").write_text("字" * 2_000_000, encoding="utf-8")
    assert [len(batch) for batch in batches(sources_in(tmp_path))] == [1, 1, 1]


def test_a_file_that_is_slow_to_read_weighs_more_than_its_bytes(tmp_path):
    write_documents(tmp_path, 1)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    slow, quick = sources_in(tmp_path)[::-1]
    assert size_of(slow) > 100 * size_of(quick) > 0
