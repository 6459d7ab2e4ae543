"""The parts of a Word file that hold its text, unpacked within bounds and parsed safely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Any, Final
from zipfile import ZipFile

from bench.corpus.readers.zipped import MEGABYTE, Budget, open_zip, read_member, shown
from bench.errors import DocumentError

_LARGEST_PART: Final = 64 * MEGABYTE
_LARGEST_ALL: Final = 128 * MEGABYTE
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
# The two dialects of the format differ in these names alone.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W.encode()),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
)
_DOCTYPE: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def w(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return f"{{{_W}}}{name}"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parsed parts of a Word file; all but the document itself may be missing.

    ``title`` is that of the file's properties; ``damaged`` names the parts that could not be
    read.
    """

    document: Any
    styles: Any = None
    numbering: Any = None
    notes: tuple[Any, ...] = ()
    title: str = ""
    damaged: tuple[str, ...] = ()


def read_parts(data: bytes) -> Parts:
    """Read the parts of a Word file (docx, docm, dotx) that hold its text.

    Pictures, macros and whatever lies outside of the file are never opened, and nothing is
    fetched.

    Raises
    ------
    DocumentError
        It is no Word file, is damaged, or holds more than it may.
    """
    with open_zip(data) as archive:
        package = _Package(archive)
        main = package.related("", "officeDocument")
        if main is None or not package.holds(main):
            raise DocumentError("corpus.docx_not_word")
        document = package.parsed(main)
        if document.tag != w("document") or document.find(w("body")) is None:
            raise DocumentError("corpus.docx_not_word")
        optional = {
            kind: package.optional(main, kind)
            for kind in ("styles", "numbering", "footnotes", "endnotes")
        }
        core = package.optional("", "core-properties")
        title = core.findtext(_TITLE) if core is not None else ""
        return Parts(
            document,
            optional["styles"],
            optional["numbering"],
            tuple(n for n in (optional["footnotes"], optional["endnotes"]) if n is not None),
            " ".join((title or "").split()),
            tuple(package.damaged),
        )


@dataclass
class _Package:
    """The parts of an Office file, by their relations; names count in any case."""

    archive: ZipFile
    budget: Budget = field(default_factory=lambda: Budget(_LARGEST_ALL))
    damaged: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.members = {m.filename.lower().lstrip("/"): m for m in self.archive.infolist()}
        self.relations: dict[str, dict[str, str]] = {}

    def holds(self, part: str) -> bool:
        """Say whether a part is there."""
        return part.lower() in self.members

    def parsed(self, part: str) -> Any:
        """Return the root element of a part."""
        member = self.members[part.lower()]
        return _parsed(part, read_member(self.archive, member, _LARGEST_PART, self.budget))

    def optional(self, source: str, kind: str) -> Any:
        """Return the root element of a part that may be missing, and then or if broken None."""
        part = self.related(source, kind)
        if part is None or not self.holds(part):
            return None
        try:
            return self.parsed(part)
        except DocumentError:
            self.damaged.append(part)
            return None

    def related(self, source: str, kind: str) -> str | None:
        """Return the part that another (``""``: the file) names for a purpose."""
        if source not in self.relations:
            self.relations[source] = dict(self._related(source))
        return self.relations[source].get(kind.lower())

    def _related(self, source: str) -> Iterator[tuple[str, str]]:
        folder = dirname(source)
        table = join(folder, "_rels", source.removeprefix(folder).lstrip("/") + ".rels")
        if not self.holds(table):
            return
        for relation in self.parsed(table).iterchildren(_RELATIONS):
            if relation.get("TargetMode") != "External":
                target = normpath(join("/", folder, relation.get("Target", ""))).lstrip("/")
                yield relation.get("Type", "").rsplit("/", 1)[-1].lower(), target


def _parsed(part: str, xml: bytes) -> Any:
    """Return the root of a part as elements of python-docx; declarations are refused."""
    from docx.oxml.parser import parse_xml  # slow to import; most runs read no Word file

    for strict, usual in _STRICT:
        xml = xml.replace(strict, usual)
    # The format allows none; they serve to reach other files and to grow without end.
    if _DOCTYPE.search(xml[:4096]):
        raise DocumentError("corpus.docx_entities", part=part)
    try:
        root = parse_xml(xml)
    except Exception as error:  # lxml's errors are many
        raise DocumentError("corpus.docx_broken", part=part, why=shown(error)) from error
    if root.getroottree().docinfo.doctype:
        raise DocumentError("corpus.docx_entities", part=part)
    return root
