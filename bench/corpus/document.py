"""What the corpus hands on: documents, the sentences of their bodies, and what was cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bench.corpus.layout import PLAIN, Layout

if TYPE_CHECKING:
    from bench.corpus.parts import Parts

PLAN: Final = "plan"


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure each piece of metadata is, 0 to 1: 1 where the user gave it, 0 where unknown."""

    title: float = 0.0
    issuer: float = 0.0
    region: float = 0.0
    number: float = 0.0
    date: float = 0.0
    kind: float = 0.0


UNSURE: Final = Sureness()


@dataclass(frozen=True, slots=True)
class Document:
    r"""One source file, decoded, with its metadata.

    Attributes
    ----------
    path
        Path relative to the documents folder, with ``/`` between parts.
    text
        The decoded text: byte order mark dropped, line ends normalised to ``\n``. All offsets
        count characters of it.
    title, issuer
        As the manifest, the front matter or the text itself give them; empty where unknown.
    date
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; empty where unknown.
    kind
        Kind of source: an id of ``data/kinds.yaml``; empty where unknown.
    region
        Code of the issuing region; empty where unknown or where there is none.
    number
        Document number (文号); empty where unknown.
    link
        Where the file says that it came from; empty where it does not.
    sure
        How sure these are.
    encoding
        How the file was decoded, or its format.
    layout
        Its pages, headings and statements, where the format tells them.
    note
        What a reader should look at (damaged characters, an unknown region); empty if nothing.
    parts
        The text as its reader took it apart; see `bench.corpus.parts.parts_of`.
    """

    path: str
    text: str
    title: str = ""
    issuer: str = ""
    date: str = ""
    kind: str = ""
    region: str = ""
    number: str = ""
    link: str = ""
    sure: Sureness = UNSURE
    encoding: str = "utf-8"
    layout: Layout = PLAIN
    note: str = ""
    parts: Parts | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document's body: ``document.text[start:end] == text``.

    ``section`` holds the headings above it, outermost first; ``paragraph`` counts the lines of
    the body, so that what is carried over from sentence to sentence stops where it should;
    ``marker`` is the enumeration mark that it begins with (``"二是"``, ``"（三）"``), if any;
    ``status`` is where it stands, if the document says so beside it (a list's own column).
    """

    start: int
    end: int
    text: str
    section: tuple[str, ...]
    paragraph: int
    marker: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: ``document.text[start:end] == text``; ``level`` 0 is outermost, -1 the title."""

    start: int
    end: int
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece that is not the document's body: its offsets and the rule that cut it."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Body:
    """A document taken apart: sentences, what was cut, and headings, each in order.

    Nothing is lost: every letter and Chinese character of the text lies in one of the three.
    """

    sentences: tuple[Sentence, ...]
    cuts: tuple[Cut, ...]
    headings: tuple[Heading, ...] = ()
