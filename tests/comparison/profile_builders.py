"""Claims as words, made up, for the tests of profiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array

from bench.comparison.profiles import ClaimWords
from bench.scoring.ranking import Candidate

Texts = Mapping[str, Sequence[str]]


def claims_of(texts: Texts, documents: Mapping[str, Sequence[str]] | None = None) -> ClaimWords:
    """Claims of regions from region → texts of words with spaces; like texts are one claim."""
    codes = sorted(texts)
    rows = [(i, text) for i, code in enumerate(codes) for text in texts[code]]
    words = sorted({word for _, text in rows for word in text.split()})
    counts = np.zeros((len(rows), len(words)))
    for row, (_, text) in enumerate(rows):
        for word in text.split():
            counts[row, words.index(word)] += 1
    numbers = {text: i for i, text in enumerate(dict.fromkeys(text for _, text in rows))}
    names = [
        documents[code][place] if documents else code
        for code in codes
        for place in range(len(texts[code]))
    ]
    return ClaimWords(
        codes=tuple(codes),
        words=tuple(words),
        counts=csr_array(counts),
        indicators=csr_array((counts > 0).astype(np.float64)),
        regions=np.array([i for i, _ in rows], dtype=np.int64),
        texts=np.array([numbers[text] for _, text in rows], dtype=np.int64),
        documents=np.unique(names, return_inverse=True)[1].astype(np.int64),
        copied=np.zeros(len(codes), dtype=np.int64),
    )


def drawn_texts(
    rng: np.random.Generator, topics: Sequence[float], count: int, common: float = 0.5
) -> list[str]:
    """Texts of six words, of which a part is common to all and the others come from topics.

    Word ``t3w7`` is a word of topic 3; a region's ``topics`` say how often it speaks of each.
    """
    shares = np.array(topics) / np.sum(topics)
    texts = []
    for number in range(count):
        topic = rng.choice(len(shares), p=shares)
        words = [
            f"c{rng.integers(20)}" if rng.random() < common else f"t{topic}w{rng.integers(25)}"
            for _ in range(6)
        ]
        # A number of its own keeps two claims of like words two claims.
        texts.append(" ".join([*words, f"n{rng.integers(10**9)}x{number}"]))
    return texts


def regions_of(claims: ClaimWords) -> list[Candidate]:
    return [Candidate(f"{code}市", code, "city") for code in claims.codes]
