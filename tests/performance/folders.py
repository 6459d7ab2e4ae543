"""Folders of as many documents as one likes, made of the shipped digests and practice texts."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from bench.resources import shipped

CITIES = ("成都", "青岛", "杭州", "苏州", "合肥", "武汉", "西安", "长沙", "厦门", "宁波")
_DIGITS = re.compile(r"\d+")


@cache
def paragraphs() -> tuple[str, ...]:
    """The paragraphs of all texts that travel with the program, in order."""
    files = [*sorted(shipped("seeds").glob("*_20*.md"))]
    files += sorted(shipped("indicators/practice").glob("*.txt"))
    texts = (path.read_text(encoding="utf-8").split("---\n", 2)[-1] for path in files)
    lines = (line for text in texts for line in text.splitlines() if line.strip())
    return tuple(line.rsplit("|", 1)[-1] for line in lines)  # without the labels of practice texts


def document(number: int, size: int) -> str:
    """A plan of about this many bytes; no two share more than single paragraphs."""
    draw = random.Random(number)
    lines = [f"{draw.choice(CITIES)}市数字经济第{number}号行动方案"]
    filled = 0
    while filled < size:
        line = draw.choice(paragraphs())
        # Other figures in every document, as in life.
        line = _DIGITS.sub(lambda found: str(int(found.group()) + draw.randrange(90)), line)
        lines.append(line)
        filled += len(line.encode()) + 1
    return "\n".join(lines) + "\n"


def write_folder(folder: Path, count: int, size: int = 10_000) -> int:
    """Write this many documents; return their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for number in range(count):
        data = document(number, size).encode()
        (folder / f"{number:05d}.txt").write_bytes(data)
        written += len(data)
    return written
