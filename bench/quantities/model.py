"""What a quantity is."""

from __future__ import annotations

from typing import Literal, NamedTuple

Comparator = Literal["=", ">", "<", "≈", "≥", "≤"]
Change = Literal["level", "growth", "decline", "share", "rank", "target_level", "difference"]


class Quantity(NamedTuple):
    """A figure stated in a text.

    Parameters
    ----------
    start, end
        Offsets of the numeral with its unit; ``text`` is exactly the text between them.
    text
        As written: 568.8亿美元, 3-5年, 八成, 翻番, 第8位.
    value
        In base units (56 880 000 000 美元; 80 %; factor 2 倍); the lower end of a range.
    high
        The upper end of a range; None for a single value.
    unit
        Normalised: 元, 美元, 家, 个, 人, %, 个百分点, 年, 倍 …; 位 for ranks; 比 for ratios to one
        (2.31:1); empty where the text gives none (4.49亿).
    counted
        What is counted or measured, in a few words of the text; empty where unclear.
    comparator
        How the value bounds: ``=`` unless the text says over, under, about …
    change
        A level, a growth or decline (by so much), a share, a rank, the level that a change leads
        to, or the difference from another place, a target or a mean (高于全国1.5个百分点).
    year
        The date that it belongs to, in ISO 8601: ``2025``, ``2024-12``, ``2024-12-31``,
        ``2023/2027`` for a span; empty where the sentence names none before it.
    """

    start: int
    end: int
    text: str
    value: float
    high: float | None
    unit: str
    counted: str
    comparator: Comparator
    change: Change
    year: str
