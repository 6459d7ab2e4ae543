"""Files put into batches, each as much as is worth a trip to another process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bench.corpus.folder import Source

# Worth a trip to another process, and little enough to be held as rows.
_BYTES: Final = 1_000_000
_FILES: Final = 200
# A file of a format that is slow to read counts as one of at least this size.
_SLOW: Final = 300_000
_QUICK: Final = (".txt", ".md", ".markdown", ".text", ".csv")
# Less than this is done before other processes have begun.
WORTH_PROCESSES: Final = 6 * _BYTES


def size_of(source: Source) -> int:
    """Return how much work a file is, in bytes of plain text; 0 where it is not there."""
    try:
        size = source.path.stat().st_size
    except OSError:
        return 0
    return size if source.path.suffix.lower() in _QUICK else max(size, _SLOW)


def batches(sources: Iterable[Source]) -> Iterator[tuple[Source, ...]]:
    """Put files into batches, in order; a large file is one of its own."""
    batch: list[Source] = []
    filled = 0
    for source in sources:
        size = size_of(source)
        if batch and (filled + size > _BYTES or len(batch) == _FILES):
            yield tuple(batch)
            batch, filled = [], 0
        batch.append(source)
        filled += size
    if batch:
        yield tuple(batch)
