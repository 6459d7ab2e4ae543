"""How well cleaning holds: the share of bodies kept, and of noise let in, by marks made by hand.

``python -m bench.evaluation.cleaning MARKS FOLDER [--show]`` prints a line a file, the figures of
each group of files and of all, and a line a kind of noise; with ``--show`` also what was lost and
what was let in. MARKS is a table of `bench.evaluation.marks`. Letters and digits count.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.corpus.document import Heading, Sentence
from bench.corpus.readers.extracted import Refused
from bench.corpus.readers.formats import read_file
from bench.corpus.sentences import split_body
from bench.errors import DocumentError, InputError
from bench.evaluation.aligning import covered, squeeze
from bench.evaluation.marks import (
    AGAIN,
    BODY,
    FRAME,
    MarkedFile,
    plain_text,
    read_marks,
)

_HEADINGS: Final = f"{'body':>9}{'kept':>8}{'noise':>8}{'let in':>8}{'frame':>8}{'kept':>8}"


@dataclass(frozen=True, slots=True)
class Amount:
    """How many letters and digits are marked as something, and how many are kept."""

    marked: int = 0
    kept: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.marked + other.marked, self.kept + other.kept)

    @property
    def share(self) -> float:
        """The share that is kept, 0 to 1; NaN where nothing is marked."""
        return self.kept / self.marked if self.marked else float("nan")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of a file.

    Attributes
    ----------
    name, group
        As in the table of marks.
    amounts
        Kind of mark → amount. ``again`` is noise; ``frame`` is neither noise nor body.
    faults
        What was lost of the body and let in of the noise, in order: (kind of mark, text).
    """

    name: str
    group: str
    amounts: dict[str, Amount]
    faults: tuple[tuple[str, str], ...] = ()

    @property
    def body(self) -> Amount:
        """How much of the body is kept."""
        return self.amounts.get(BODY, Amount())

    @property
    def noise(self) -> Amount:
        """How much of the noise is let in."""
        others = (a for what, a in self.amounts.items() if what not in (BODY, FRAME))
        return sum(others, Amount())


def measure(file: MarkedFile, folder: Path) -> Cleaned:
    """Read a marked file as the program does, and count what is kept of each kind.

    Where the body is printed more than once, any one printing may be the one that is kept: what
    is kept of the others makes up for what is cut of the first, and the rest of it is noise.

    Raises
    ------
    InputError
        A mark lies outside of the file's plain text.
    DocumentError
        The file is no text, so that there is no plain text.
    """
    text = plain_text(folder / file.name)
    plain = squeeze(text)
    if file.marks[-1].end > len(plain):
        place, end = f"{folder / file.name}", file.marks[-1].end
        raise InputError(
            "evaluation.outside", place=place, end=end, document=file.name, length=len(plain)
        )
    kept = covered(text, kept_pieces(folder / file.name))
    counts = np.fromiter(map(str.isalnum, plain), dtype=np.bool_, count=len(plain))
    amounts: dict[str, Amount] = {}
    faults: list[tuple[str, str]] = []
    for mark in file.marks:
        here = slice(mark.start, mark.end)
        amount = Amount(int(counts[here].sum()), int((counts & kept)[here].sum()))
        amounts[mark.what] = amounts.get(mark.what, Amount()) + amount
        wrong = counts & (~kept if mark.what == BODY else kept)
        if mark.what != FRAME:
            faults += [(mark.what, text) for text in _runs(plain, wrong, mark.start, mark.end)]
    return Cleaned(file.name, file.group, _made_up(amounts), tuple(faults))


def _runs(plain: str, wrong: NDArray[np.bool_], start: int, end: int) -> list[str]:
    """Return the stretches of a text whose letters are wrong, with the marks between them."""
    letters = enumerate(plain[start:end], start)
    # White space is free to divide them, since a plain text has none.
    text = "".join(c if wrong[n] or not c.isalnum() else " " for n, c in letters)
    return [run for run in text.split() if any(map(str.isalnum, run))]


def _made_up(amounts: dict[str, Amount]) -> dict[str, Amount]:
    body, again = amounts.get(BODY, Amount()), amounts.get(AGAIN, Amount())
    instead = min(again.kept, body.marked - body.kept)
    if not instead:
        return amounts
    moved = {
        BODY: Amount(body.marked, body.kept + instead),
        AGAIN: Amount(again.marked, again.kept - instead),
    }
    return {**amounts, **moved}


def kept_pieces(path: Path) -> list[str]:
    """Return the sentences and headings of a file, in order.

    A file that cannot be read has none.
    """
    pieces: list[str] = []
    try:
        for text in read_file(path.name, path.read_bytes(), {}):
            if isinstance(text, Refused):
                continue
            body = split_body(text.text, text.layout)
            kept: list[Sentence | Heading] = [*body.sentences, *body.headings]
            pieces += [piece.text for piece in sorted(kept, key=lambda piece: piece.start)]
    except DocumentError as error:
        print(f"{path.name}: {error.text('en')}", file=sys.stderr)
    return pieces


def pooled(files: Iterable[Cleaned], name: str) -> Cleaned:
    """Return the figures of several files together."""
    amounts: dict[str, Amount] = {}
    for file in files:
        for what, amount in file.amounts.items():
            amounts[what] = amounts.get(what, Amount()) + amount
    return Cleaned(name, "", amounts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("marks", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="what was lost and what was let in")
    given = parser.parse_args(arguments)
    try:
        files = [measure(file, given.folder) for file in read_marks(given.marks, given.folder)]
    except (InputError, DocumentError) as error:
        sys.exit(error.text("en"))
    print(_HEADINGS)
    for file in files:
        print(_row(file))
        for what, text in file.faults if given.show else ():
            print(f"    {'lost' if what == BODY else f'let in, {what}'}: {text}")
    groups = sorted({file.group for file in files if file.group})
    for group in groups:
        print(_row(pooled((f for f in files if f.group == group), f"all of {group}")))
    every = pooled(files, "all")
    print(_row(every))
    print(f"\n{'marked':>9}{'kept':>8}{'share':>8}")
    for what, amount in sorted(every.amounts.items()):
        print(f"{amount.marked:>9}{amount.kept:>8}{_percent(amount)}  {what}")


def _row(file: Cleaned) -> str:
    frame = file.amounts.get(FRAME, Amount())
    cells = (
        f"{a.marked:>{w}}{_percent(a)}" for a, w in ((file.body, 9), (file.noise, 8), (frame, 8))
    )
    return f"{''.join(cells)}  {file.name}"


def _percent(amount: Amount) -> str:
    return f"{amount.share:>8.1%}" if amount.marked else f"{'':>8}"


if __name__ == "__main__":
    main()
