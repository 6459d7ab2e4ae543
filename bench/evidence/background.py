"""The fixed background frequencies of words, from which inverse document frequencies come.

They are shipped (``data/background.csv``) and not taken from the corpus at hand: the same sentence
always maps the same way, whatever else is in the corpus. Made once, over the sentences of public
policy documents, by ``python -m bench.evidence.background FOLDER [FOLDER …]``.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from bench.catalogue.loading import load_catalogue
from bench.corpus.encoding import decode
from bench.corpus.sentences import split_body
from bench.errors import DocumentError
from bench.evidence.words import content_words, tokenizer
from bench.resources import data_text, shipped
from bench.segmentation import Segmenter

_FILE: Final = "background.csv"
_TOTAL: Final = "sentences"
# A word of one document only may be its own; what is shipped is the language of policy.
_FEWEST_DOCUMENTS: Final = 3


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of ``sentences`` sentences each word occurs."""

    sentences: int
    frequencies: dict[str, int]

    def idf(self, word: str) -> float:
        """Return the inverse document frequency of a word, ln((1 + N) / (1 + n)) + 1.

        scikit-learn's smoothed form (Salton and Buckley 1988); a word that the table does not
        hold counts as seen once.
        """
        seen = self.frequencies.get(word, 1)
        return math.log((1 + self.sentences) / (1 + seen)) + 1


@cache
def load_background() -> Background:
    """Return the shipped table."""
    source = data_text(__package__, _FILE)
    counts = {word: int(count) for word, count in csv.reader(source.splitlines())}
    return Background(counts.pop(_TOTAL), counts)


def count_words(texts: Iterable[str], cut: Segmenter) -> Background:
    """Count in how many sentences of ``texts`` (whole documents) each word occurs."""
    sentences = 0
    seen: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for text in texts:
        here: set[str] = set()
        for sentence in split_body(text).sentences:
            words = set(content_words(cut(sentence.text)))
            seen.update(words)
            here |= words
            sentences += 1
        documents.update(here)
    kept = {w: n for w, n in seen.items() if documents[w] >= _FEWEST_DOCUMENTS}
    return Background(sentences, kept)


def write_background(background: Background, path: Path) -> None:
    """Write the table as CSV, the most frequent words first."""
    rows = sorted(background.frequencies.items(), key=lambda item: (-item[1], item[0]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([_TOTAL, background.sentences])
        writer.writerows(rows)


def _texts(folders: Iterable[Path]) -> Iterable[str]:
    for folder in folders:
        for path in sorted(folder.rglob("*.txt")):
            try:
                yield decode(path.read_bytes()).text
            except DocumentError as error:
                print(f"{path}: {error}", file=sys.stderr)


def main(arguments: list[str]) -> None:
    """Make the table anew from the text files of the folders named."""
    catalogue = load_catalogue(shipped("indicators/digital_economy.yaml"))
    background = count_words(_texts(Path(a) for a in arguments), tokenizer(catalogue.terms()))
    path = Path(__file__).parent / "data" / _FILE
    write_background(background, path)
    print(f"{path}: {len(background.frequencies)} words of {background.sentences} sentences")


if __name__ == "__main__":
    main(sys.argv[1:])
