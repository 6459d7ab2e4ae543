"""What extraction depends on, as digests: the same key, the same rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from bench import __version__
from bench.corpus.folder import Source
from bench.evidence.analysis import Analyser
from bench.resources import program_digest

# Parts of the program, and packages, that decide what is read in a document.
_PARTS: Final = ("corpus", "quantities", "evidence", "regions", "repeats", "store")
_FILES: Final = (
    "schema.py",
    "segmentation.py",
    "spreadsheet.py",
    "tables.py",
    "phrases.py",
    "prefilter.py",
    "trie.py",
    "messages/corpus.yaml",
)
_PACKAGES: Final = (
    "ahocorasick_rs",
    "jieba",
    "lxml",
    "numpy",
    "openpyxl",
    "pypdf",
    "pypdfium2",
    "python-docx",
    "readability-lxml",
    "rjieba",
    "scikit-learn",
    "scipy",
)
# What the manifest says of a file that changes nothing in what is read from it.
_WITHOUT_EFFECT: Final = ("line", "counted")


@dataclass(frozen=True, slots=True)
class Reading:
    """How documents are read: the language of notes, and which column of a table is what."""

    language: str = "zh"
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def columns_by_field(self) -> dict[str, str]:
        """Field → heading."""
        return dict(self.columns)


def extraction_fingerprint(analyser: Analyser, reading: Reading) -> str:
    """Return a SHA-256 digest of what extraction depends on, the document aside.

    These are the program and the packages that it reads with, the indicators (weights, names and
    aggregations change nothing), the regions, the learnt weights and the reading.
    """
    indicators = [
        indicator.model_dump(
            mode="json",
            include={"id", "kind", "terms", "exclude", "context", "examples", "definition"},
        )
        for indicator in analyser.catalogue.indicators
    ]
    content = [
        extraction_digest(),
        indicators,
        analyser.gazetteer.fingerprint(),
        analyser.learnt.fingerprint() if analyser.learnt else "",
        asdict(reading),
    ]
    return _digest(content)


def file_key(source: Source, sha256: str) -> str:
    """Return the key of what a file holds: of its content, its name, and what is told of it.

    Parameters
    ----------
    source
        The file; its name counts, since metadata may be read off it.
    sha256
        Digest of its content.
    """
    told = {
        name: {k: v for k, v in asdict(entry).items() if k not in _WITHOUT_EFFECT and v}
        for name, entry in {"": source.entry, **source.within}.items()
        if entry is not None
    }
    if not told.get(""):
        # Otherwise an empty row of a member sets aside what that of its archive says.
        told = {name: values for name, values in told.items() if values}
    return _digest([source.name, sha256, told])[:32]


@cache
def extraction_digest() -> str:
    """Return a SHA-256 digest of the program that reads documents, and of what it reads with."""
    packages = [f"{name} {_version(name)}" for name in _PACKAGES]
    return _digest([__version__, program_digest(_PARTS, _FILES), packages])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # rjieba where there is no wheel of it
        return ""


def _digest(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
