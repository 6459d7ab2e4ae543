"""The tables that leave the program: their columns, types and meaning, in one place.

`docs/tables.md` is made from this module (a test compares them), and every writer checks the
table it writes against it with `Table.check`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

Kind = Literal["text", "integer", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in CSV files, what it holds, and its headings in workbooks."""

    name: str
    kind: Kind
    zh: str
    en: str
    meaning: str

    def heading(self, language: str = "zh") -> str:
        """Return the heading of this column in ``language``."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a documented schema. Columns beyond it (one a dimension) are named by data."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    open_ended: bool = False

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """Return a table of this schema without rows."""
        return self.frame([])

    def frame(self, rows: list[dict[str, object]]) -> pd.DataFrame:
        """Return ``rows`` as a data frame with this schema's columns and types."""
        frame = pd.DataFrame(rows, columns=None if rows and self.open_ended else self.names)
        types = {"text": "object", "integer": "int64", "number": "float64"}
        return frame.astype({c.name: types[c.kind] for c in self.columns if c.kind != "text"})

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return ``frame`` if its columns are those of the schema, in order.

        Raises
        ------
        ValueError
            A column is missing, too many, or out of place: a mistake of the program.
        """
        found = [str(name) for name in frame.columns]
        expected = self.names
        fits = found[: len(expected)] == expected if self.open_ended else found == expected
        if not fits:
            raise ValueError(f"table {self.name}: columns {found}, expected {expected}")
        return frame


def _text(name: str, zh: str, en: str, meaning: str) -> Column:
    return Column(name, "text", zh, en, meaning)


def _integer(name: str, zh: str, en: str, meaning: str) -> Column:
    return Column(name, "integer", zh, en, meaning)


def _number(name: str, zh: str, en: str, meaning: str) -> Column:
    return Column(name, "number", zh, en, meaning)


_DOCUMENT = _text("document", "文件", "Document", "path relative to the documents folder")
_START = _integer(
    "start", "起", "Start", "offset of the first character in the document's text (from 0)"
)
_END = _integer("end", "止", "End", "offset after the last character")
_REGION = _text("region", "地区", "Region", "shortest official name; 全国 for the nation")
_CODE = _text("region_code", "地区代码", "Region code", "GB/T 2260 code, or the group's own code")
_TITLE = _text("title", "标题", "Title", "title of the document")
_DATE = _text("date", "日期", "Date", "YYYY, YYYY-MM or YYYY-MM-DD; empty where unknown")

_CLAIM = (
    _DOCUMENT,
    _START,
    _END,
    _text("quote", "原文", "Quote", "exactly text[start:end]"),
    _text("section", "所在章节", "Section", "headings above the sentence, joined by ' > '"),
)
_STANDING = (
    _text("kind", "类别", "Kind", "measure or fact"),
    _text("status", "状态", "Status", "enacted, underway, planned, proposed or achieved"),
)

EVIDENCE: Final = Table(
    "evidence",
    "one row a claim × region × indicator",
    (
        *_CLAIM,
        _REGION,
        _CODE,
        _text(
            "place", "原文地名", "Place named", "the place as written, where it differs from region"
        ),
        *_STANDING,
        _text("indicator", "指标", "Indicator", "indicator id; empty where it bears on none"),
        _number("confidence", "置信度", "Confidence", "0 to 1"),
        _number("strength", "力度", "Strength", "0 to 5, by the rubric"),
        _text("terms", "依据词", "Terms", "catalogue terms found in the quote"),
        _text("source_kind", "文件类型", "Source kind", "kind of the document"),
        _TITLE,
        _DATE,
    ),
)
CLAIMS: Final = Table(
    "claims",
    "one row a claim: a sentence that states a measure or a fact",
    (
        *_CLAIM,
        *_STANDING,
        _text("regions", "地区", "Regions", "regions it is about, joined by '|'"),
        _text("region_source", "地区依据", "Region from", "how the regions were found"),
        _text("indicators", "指标", "Indicators", "indicator ids, main one first, joined by '|'"),
        _text("figures", "数据", "Figures", "figures in it as written, joined by '|'"),
        _number("confidence", "置信度", "Confidence", "0 to 1: that it is a claim"),
        _number("strength", "力度", "Strength", "0 to 5, by the rubric"),
        _text("source_kind", "文件类型", "Source kind", "kind of the document"),
        _TITLE,
        _DATE,
    ),
)
FIGURES: Final = Table(
    "figures",
    "one row a figure in a claim × region, what counts the same thing side by side",
    (
        _text("counted", "对象", "Counted", "what is counted or measured, in words of the text"),
        _REGION,
        _CODE,
        _text("figure", "原文数据", "Figure", "as written: exactly text[start:end]"),
        _number("value", "数值", "Value", "in base units; the lower end of a range"),
        _number("high", "上限", "High", "the upper end of a range; empty for a single value"),
        _text("unit", "单位", "Unit", "元, 美元, 家, %, 位 (a rank), 倍 …; empty where none"),
        _text("comparator", "比较", "Comparator", "= unless the text says over, under, about …"),
        _text(
            "change",
            "性质",
            "Nature",
            "level, growth, decline, share, rank; target_level: what a change leads to",
        ),
        _text("year", "所属日期", "Of", "the date it belongs to; empty where the claim names none"),
        *_STANDING,
        _text("indicators", "指标", "Indicators", "indicator ids of the claim, joined by '|'"),
        _text("quote", "原文", "Quote", "the claim"),
        _DOCUMENT,
        _START,
        _END,
        _TITLE,
        _DATE,
    ),
)
SCORES: Final = Table(
    "scores",
    "region × indicator, long",
    (
        _REGION,
        _CODE,
        _text("dimension", "维度", "Dimension", "id of the dimension"),
        _text("indicator", "指标", "Indicator", "id of the indicator"),
        _number("score", "得分", "Score", "0 to 100; empty where unread"),
        _text("state", "状态", "State", "stated, silent or unread"),
        _integer("claims", "主张条数", "Claims", "distinct claims behind the score"),
    ),
)
RANKING: Final = Table(
    "ranking",
    "one row a region, best first; after these columns one a dimension (0 to 100)",
    (
        _REGION,
        _CODE,
        _text("level", "层级", "Level", "province, city, county, group or country"),
        _number("index", "指数", "Index", "0 to 100; empty where not ranked"),
        _number("rank", "排名", "Rank", "1 is best, ties share the smaller; empty: not ranked"),
        _number("rank_low", "名次区间下限", "Rank, low", "5th percentile of simulated ranks"),
        _number("rank_high", "名次区间上限", "Rank, high", "95th percentile of simulated ranks"),
        _integer("claims", "主张条数", "Claims", "distinct claims of the region"),
        _number("coverage", "覆盖率", "Coverage", "share of weight on indicators read, 0 to 1"),
        _text("note", "说明", "Note", "why a region is not ranked"),
    ),
    open_ended=True,
)
DOCUMENTS: Final = Table(
    "documents",
    "one row a file of the documents folder, read or not",
    (
        _DOCUMENT,
        _text("state", "读取情况", "State", "read or skipped"),
        _text("problem", "问题", "Problem", "why it was skipped, or what to look at"),
        _TITLE,
        _text("issuer", "发布机构", "Issuer", "issuing body or publisher"),
        _DATE,
        _text("kind", "文件类型", "Kind", "regulation, plan, work_report, press, research …"),
        _REGION,
        _CODE,
        _text("encoding", "编码", "Encoding", "how the file was decoded"),
        _integer("characters", "字数", "Characters", "length of the decoded text"),
        _integer("sentences", "句数", "Sentences", "sentences of the body"),
        _integer("claims", "主张条数", "Claims", "claims found"),
        _integer("evidence", "证据行数", "Evidence", "evidence rows found"),
        _integer("cut_characters", "剪除字数", "Cut characters", "characters cut as not the body"),
        _text("cut", "剪除内容", "What was cut", "start-end rule, joined by '; '"),
    ),
)
CUTS: Final = Table(
    "cuts",
    "one row a piece that was cut from a document as not its body",
    (
        _DOCUMENT,
        _START,
        _END,
        _text("rule", "规则", "Rule", "id of the rule that cut it"),
        _text("reason", "原因", "Reason", "the rule in words"),
        _text("text", "原文", "Text", "what was cut"),
    ),
)
SIMILARITY: Final = Table(
    "similarity",
    "one row a pair of ranked regions",
    (
        _REGION,
        _CODE,
        _text("other", "另一地区", "Other region", "the region it is compared with"),
        _number("words", "用词相似度", "Words", "cosine of TF-IDF profiles of claims, 0 to 1"),
        _number("evidence", "指标结构相似度", "Evidence", "cosine of evidence shares, 0 to 1"),
    ),
)
TABLES: Final = (EVIDENCE, CLAIMS, FIGURES, SCORES, RANKING, DOCUMENTS, CUTS, SIMILARITY)
