"""The Chinese font that travels with the program, so that charts need no system font.

It is a subset of Noto Sans SC (see ``build_font.py``). matplotlib gets it by path, so neither
its list of fonts nor its font cache changes. A character that the font lacks is drawn as □.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

REPLACEMENT: Final = "□"
_FILES: Final = {False: "NotoSansSC-Regular.ttf", True: "NotoSansSC-Bold.ttf"}


@cache
def font_path(bold: bool = False) -> str:
    """Return the path of the shipped font, regular or bold."""
    return str(files(__package__).joinpath("data", _FILES[bold]))


def font_properties(bold: bool = False, size: float = 10.0) -> FontProperties:
    """Return the shipped font for matplotlib.

    Parameters
    ----------
    bold
        Bold instead of regular.
    size
        Size in points.
    """
    return FontProperties(fname=font_path(bold), size=size)


@cache
def _characters(bold: bool) -> frozenset[int]:
    return frozenset(FT2Font(font_path(bold)).get_charmap())


def missing_glyphs(text: str, bold: bool = False) -> str:
    """Return the characters of ``text`` that the font lacks, each once, in order.

    Line ends are never drawn and so never missing.

    Examples
    --------
    >>> missing_glyphs("深圳 ≥ 90%")
    ''
    """
    held = _characters(bold)
    lacking = (char for char in text if char != "\n" and ord(char) not in held)
    return "".join(dict.fromkeys(lacking))


def drawable(text: str, bold: bool = False) -> str:
    r"""Return ``text`` on one line as the font can draw it.

    Runs of white space (tabs and line ends too) become one space, and a character that the font
    lacks becomes □: source text may hold anything, and a chart must not fail over it.

    Examples
    --------
    >>> drawable("数据\n要素")
    '数据 要素'
    """
    line = " ".join(text.split())
    for char in missing_glyphs(line, bold):
        line = line.replace(char, REPLACEMENT)
    return line


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide ``text`` is drawn on one line, in inches.

    The sum of the advance widths of its characters (kerning left out: it only narrows).

    Parameters
    ----------
    text
        What is drawn; characters the font lacks count as one em.
    size
        Size in points.
    bold
        Bold instead of regular.
    """
    advances = _advances(bold)
    return sum(advances.get(ord(char), 1.0) for char in text) * size / 72


@cache
def _advances(bold: bool) -> dict[int, float]:
    """Advance width of every character of the font, in em."""
    font = FT2Font(font_path(bold))
    return {
        code: font.load_char(code, LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM
        for code in font.get_charmap()
    }
