"""Short documents of our own, and what is read from them."""

from __future__ import annotations

from collections.abc import Sequence

from bench.catalogue.model import Catalogue
from bench.corpus.document import Document
from bench.corpus.sentences import split_body
from bench.evidence.analysis import Analyser, Claim
from bench.evidence.attribution import Attribution, Attributor

# A first line without a full stop is the title: it stands above the body.
TITLE = "一份观察"


def document(*paragraphs: str, title: str = TITLE, **metadata: str) -> Document:
    """A document of a title and some paragraphs; press unless told."""
    metadata.setdefault("path", "a.txt")
    metadata.setdefault("kind", "press")
    text = "\n\n".join([title, *paragraphs]) + "\n"
    return Document(text=text, title=title, **metadata)


def attributed(
    attributor: Attributor, *paragraphs: str, **metadata: str
) -> list[tuple[str, Attribution]]:
    """The sentences of such a document and whose they are."""
    given = document(*paragraphs, **metadata)
    sentences = split_body(given.text).sentences
    found = attributor.attribute(given, sentences)
    return [(s.text, a) for s, a in zip(sentences, found, strict=True)]


def names(attributor: Attributor, *paragraphs: str, **metadata: str) -> list[list[str]]:
    """The names of the regions of each sentence."""
    found = attributed(attributor, *paragraphs, **metadata)
    return [[attributor.gazetteer.get(code).name for code in a.regions] for _, a in found]


def claims(analyser: Analyser, *paragraphs: str, **metadata: str) -> Sequence[Claim]:
    return analyser.analyse(document(*paragraphs, **metadata)).claims


def small_catalogue(*indicators: dict[str, object]) -> Catalogue:
    """A catalogue of one dimension; an indicator needs its own name, and terms or examples."""
    full = [{"name": i["id"], "definition": "无", **i, "id": f"area.{i['id']}"} for i in indicators]
    area = {"id": "area", "name": "一面", "definition": "一面", "indicators": full}
    return Catalogue.model_validate({"title": "小体系", "dimensions": [area]})
