"""A body printed again in the same text: cut, all but the first printing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.corpus.document import Body, Cut, Heading, Sentence
from bench.repeats import repeated_pieces

RULE = "repeated"


def without_reprints(body: Body) -> Body:
    """Return a body in which what was printed before is cut.

    A sentence goes only where every letter of it stands in the earlier printing; one that was
    changed stays. See `bench.repeats.repeated_pieces` for what counts as a printing.
    """
    pieces: list[Sentence | Heading] = [*body.sentences, *body.headings]
    pieces.sort(key=lambda piece: piece.start)
    again = repeated_pieces([piece.text for piece in pieces])
    if not again:
        return body
    gone = {pieces[number].start for number in again}
    cuts = [cut for start, end in _spans(pieces, again) for cut in _around(start, end, body.cuts)]
    return Body(
        tuple(sentence for sentence in body.sentences if sentence.start not in gone),
        tuple(sorted((*body.cuts, *cuts), key=lambda cut: cut.start)),
        tuple(heading for heading in body.headings if heading.start not in gone),
    )


def _spans(
    pieces: Sequence[Sentence | Heading], numbers: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield the spans of pieces that follow one another."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield pieces[first].start, pieces[last].end
            first = number
        last = number
    yield pieces[first].start, pieces[last].end


def _around(start: int, end: int, cuts: Sequence[Cut]) -> Iterator[Cut]:
    """Yield what of a span is not cut yet."""
    for cut in cuts:
        if cut.end <= start or cut.start >= end:
            continue
        if cut.start > start:
            yield Cut(start, cut.start, RULE)
        start = max(start, cut.end)
    if start < end:
        yield Cut(start, end, RULE)
