"""Make the shipped font from the full Noto Sans SC: needed once, when names or text change.

Usage: ``python -m bench.report.charts.build_font SOURCE_TTF GAZETTEER_CSV OUT_TTF``

The source is a static weight of Noto Sans SC (SIL Open Font License, ``data/OFL.txt``), for
example from the npm package ``@expo-google-fonts/noto-sans-sc`` 0.4.3, files
``400Regular/NotoSansSC_400Regular.ttf`` and ``700Bold/NotoSansSC_700Bold.ttf``. The full font
has some 30,000 glyphs (10 MB); the subset keeps GB 2312, every character of the gazetteer, and
the letters and signs of a report (about 2.4 MB a weight). Needs fontTools (``pip install
fonttools``, part of the ``dev`` extra); the program itself does not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

SIGNS = (
    "“”‘’„‚–—―…‧·•†‡‰′″※←↑→↓↔↕↗↘√∞≈≠≤≥±×÷−∑∩∈∝°№℃■□▪▫▲△▼▽◆◇○●◎★☆✓✔✗"
    "①②③④⑤⑥⑦⑧⑨⑩￥€£¥©®™〇々〔〕【】《》〈〉「」『』㎡\ufffd"
)


def wanted_characters(gazetteer: Path) -> set[str]:
    """Return the characters that the shipped font should hold.

    Parameters
    ----------
    gazetteer
        A CSV file of region names in UTF-8; every character in it is kept.
    """
    chinese = _gb2312()
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180))}
    wide = {chr(code) for code in (*range(0x3000, 0x3020), *range(0xFF01, 0xFF5F))}
    names = set(gazetteer.read_text(encoding="utf-8-sig"))
    return {c for c in chinese | latin | wide | names | set(SIGNS) if c == " " or c.isprintable()}


def _gb2312() -> set[str]:
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return set("".join(pair.decode("gb2312", errors="ignore") for pair in pairs))


def build(source: Path, gazetteer: Path, out: Path) -> int:
    """Write the subset of ``source`` to ``out`` and return the number of characters it holds."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.hinting = False  # drawn at 200 dpi without hinting; saves a third of the size
    options.layout_features = ["kern"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # names and licence
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]  # vertical setting is not used
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, wanted_characters(gazetteer))))
    subsetter.subset(font)
    held = len(font.getBestCmap())
    font.save(out)
    return held


def main(arguments: list[str]) -> int:
    """Run the command line; return the exit code."""
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    source, gazetteer, out = map(Path, arguments)
    held = build(source, gazetteer, out)
    print(f"{out}: {held} characters, {out.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
