"""Sentences by column, and as passages to be filed: with what stands above and before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from bench.corpus.document import Body, Sentence
from bench.evidence.recurring import Flags, Numbers, Recurring, recurring
from bench.evidence.sections import Section, innermost, next_outer

# How much longer than a topic line are the sentences around it.
_LONGER: Final = 1.5


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence to be filed, the two headings above it, and the sentence before it.

    ``section`` and ``paragraph`` say where it stands in its document: learnt weights look at what
    else stands there.
    """

    text: str
    heading: str = ""
    outer_heading: str = ""
    previous: str = ""
    section: Section = ()
    paragraph: int = -1


@dataclass(frozen=True, slots=True)
class Passages:
    """n passages of some documents, by column; those of a document stand together, in order.

    Attributes
    ----------
    texts, headings, outer_headings, previous, sections, paragraphs
        As in `Passage`.
    documents
        The number of the document of each, shape (n,).
    titles, kinds
        Of the documents: the title, and the kind as which it is read ("" where it is unknown).
    """

    texts: Sequence[str]
    headings: Recurring[str]
    outer_headings: Recurring[str]
    previous: Sequence[str]
    sections: Recurring[Section]
    paragraphs: Numbers
    documents: Numbers
    titles: Sequence[str]
    kinds: Sequence[str]

    def section_numbers(self) -> Numbers:
        """Return a number for the section of each; those of different documents differ."""
        return _apart(self.documents, self.sections)

    def paragraph_numbers(self) -> Numbers:
        """Return a number for the paragraph of each; those of different documents differ."""
        paragraphs = self.paragraphs - self.paragraphs.min(initial=0)
        numbers: Numbers = self.documents * (paragraphs.max(initial=0) + 1) + paragraphs
        return numbers


@dataclass(frozen=True, slots=True)
class Sentences:
    """The n sentences of some documents, by column.

    Attributes
    ----------
    rows
        The sentences.
    texts, sections, paragraphs
        As in `Sentence`.
    documents
        The number of the document of each, shape (n,), ascending.
    follows
        Whether the sentence before each is of the same paragraph, shape (n,).
    """

    rows: Sequence[Sentence]
    texts: Sequence[str]
    sections: Recurring[Section]
    paragraphs: Numbers
    documents: Numbers
    follows: Flags

    def opening(self) -> Flags:
        """Tell which are the first of several sentences of their paragraph."""
        opening = ~self.follows
        opening[:-1] &= self.follows[1:]
        opening[-1:] = False
        return opening

    def topical(self) -> Flags:
        """Tell which may name the topic of what follows them within their paragraph.

        Each of them is much shorter than the sentence that follows it and than the paragraph's
        first: a paragraph that opens with a short line has its topic there.
        """
        lengths = np.fromiter(map(len, self.texts), np.int64, len(self.texts))
        topical = np.zeros(len(lengths), dtype=bool)
        topical[:-1] = self.follows[1:] & (lengths[1:] >= _LONGER * lengths[:-1])
        starts = np.maximum.accumulate(np.where(self.follows, 0, np.arange(len(lengths))))
        topical &= self.follows & (lengths[starts] >= _LONGER * lengths)
        return topical

    def section_numbers(self) -> Numbers:
        """Return a number for the section of each; those of different documents differ."""
        return _apart(self.documents, self.sections)

    def bounds(self, rows: Numbers, documents: int) -> list[int]:
        """Return where among some rows, ascending, each document begins, and where all end."""
        bounds: list[int] = np.searchsorted(self.documents[rows], np.arange(documents + 1)).tolist()
        return bounds

    def passages(self, rows: Numbers, titles: Sequence[str], kinds: Sequence[str]) -> Passages:
        """Return some of them with what stands above and before each.

        ``titles`` and ``kinds`` are those of the documents.
        """
        sections = self.sections.at(rows)
        chosen = rows.tolist()
        return Passages(
            texts=[self.texts[row] for row in chosen],
            headings=sections.mapped(innermost),
            outer_headings=sections.mapped(next_outer),
            previous=[
                self.texts[row - 1] if follows else ""
                for row, follows in zip(chosen, self.follows[rows].tolist(), strict=True)
            ],
            sections=sections,
            paragraphs=self.paragraphs[rows],
            documents=self.documents[rows],
            titles=titles,
            kinds=kinds,
        )


def _apart(documents: Numbers, sections: Recurring[Section]) -> Numbers:
    return documents * len(sections.different) + sections.numbers


def sentences_of(bodies: Sequence[Body]) -> Sentences:
    """Return the sentences of documents by column."""
    rows = list(chain.from_iterable(body.sentences for body in bodies))
    paragraphs = np.array([sentence.paragraph for sentence in rows], dtype=np.int64)
    documents = np.repeat(np.arange(len(bodies)), [len(body.sentences) for body in bodies])
    follows = np.zeros(len(rows), dtype=bool)
    follows[1:] = (np.diff(paragraphs) == 0) & (np.diff(documents) == 0)
    return Sentences(
        rows,
        [sentence.text for sentence in rows],
        recurring(sentence.section for sentence in rows),
        paragraphs,
        documents,
        follows,
    )


def columns_of(passages: Sequence[Passage], title: str = "", kind: str = "") -> Passages:
    """Return the passages of one document by column."""
    return Passages(
        texts=[passage.text for passage in passages],
        headings=recurring(passage.heading for passage in passages),
        outer_headings=recurring(passage.outer_heading for passage in passages),
        previous=[passage.previous for passage in passages],
        sections=recurring(passage.section for passage in passages),
        paragraphs=np.array([passage.paragraph for passage in passages], dtype=np.int64),
        documents=np.zeros(len(passages), dtype=np.int64),
        titles=[title],
        kinds=[kind],
    )


def passages_of(sentences: Sequence[Sentence]) -> list[Passage]:
    """Return the sentences of a document with what stands above and before each."""
    return [_passage(sentences, number) for number in range(len(sentences))]


def _passage(sentences: Sequence[Sentence], number: int) -> Passage:
    sentence = sentences[number]
    before = sentences[number - 1] if number else None
    return Passage(
        text=sentence.text,
        heading=innermost(sentence.section),
        outer_heading=next_outer(sentence.section),
        previous=before.text if before and before.paragraph == sentence.paragraph else "",
        section=sentence.section,
        paragraph=sentence.paragraph,
    )
