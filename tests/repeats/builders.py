"""Made-up documents for the tests of repeats."""

from __future__ import annotations

import random

from bench.repeats import Record, fingerprint

_HEADS = ("支持", "推动", "建设", "完善", "培育", "引导", "鼓励", "加强", "实施", "开展")
_BODIES = "".join(chr(0x4E00 + 37 * n) for n in range(500))


def sentences(seed: int, count: int = 60) -> list[str]:
    """Return sentences of chance characters; no two seeds give the same."""
    drawn = random.Random(seed)
    return [
        drawn.choice(_HEADS) + "".join(drawn.choices(_BODIES, k=drawn.randint(12, 40))) + "。"
        for _ in range(count)
    ]


def body(seed: int, count: int = 60) -> str:
    return "\n".join(sentences(seed, count))


def changed(text: str, share: float, seed: int = 0) -> str:
    """Return a text with this share of its characters, here and there, replaced by others."""
    drawn = random.Random(seed)
    pieces = list(text)
    for place in drawn.sample(range(len(pieces)), round(share * len(pieces))):
        pieces[place] = chr(0x9000 + drawn.randrange(500))
    return "".join(pieces)


def revised(seed: int, kept: float, count: int = 60) -> str:
    """Return a body of which this share of the sentences is left and the rest is new."""
    old, new = sentences(seed, count), sentences(seed + 10_000, count)
    left = round(kept * count)
    return "\n".join(old[:left] + new[left:])


def record(name: str, text: str, title: str = "", **told: str) -> Record:
    return Record(name, fingerprint(text), title, **told)
