"""The tables of what changed between two runs: their columns, types and meaning."""

from __future__ import annotations

from typing import Final

from bench.schema import Column, Table

DOCUMENTS: Final = "documents"
CATALOGUE: Final = "catalogue"
WEIGHTS: Final = "weights"
STATISTICS: Final = "statistics"
PROGRAM: Final = "program"
# What a change of score may come from; the program is what is left after the others.
PARTS: Final = (DOCUMENTS, CATALOGUE, WEIGHTS, STATISTICS, PROGRAM)

_NAMES: Final = {
    DOCUMENTS: ("文件", "documents"),
    CATALOGUE: ("指标体系", "catalogue"),
    WEIGHTS: ("权重与方法", "weights and method"),
    STATISTICS: ("统计数据", "statistics"),
    PROGRAM: ("程序", "program"),
}
_REGION: Final = (
    Column("region", "text", "地区", "Region", "shortest official name"),
    Column("region_code", "text", "地区代码", "Region code", "GB/T 2260 code, or the group's own"),
)
_INDICATOR: Final = Column("indicator", "text", "指标", "Indicator", "id of the indicator")


def _parts(prefix: str, zh: str, en: str) -> tuple[Column, ...]:
    meaning = "the part of the change that comes of {}; empty where there is none to split"
    return tuple(
        Column(
            f"{prefix}_{part}",
            "number",
            f"{zh}：{_NAMES[part][0]}",
            f"{en}: {_NAMES[part][1]}",
            meaning.format(_NAMES[part][1]),
        )
        for part in PARTS
    )


DIFFERENCE_INPUTS: Final = Table(
    "difference_inputs",
    "one row a change of what two runs were given",
    (
        Column(
            "part",
            "text",
            "方面",
            "Part",
            "documents, catalogue, weights, statistics, settings or program",
        ),
        Column("change", "text", "变化", "Change", "new, removed, or what of it changed"),
        Column("id", "text", "对象", "Of", "document, id of an indicator or step, setting …"),
        Column("before", "text", "变化前", "Before", "empty where there was nothing"),
        Column("after", "text", "变化后", "After", "empty where there is nothing"),
    ),
)
DIFFERENCE_RANKING: Final = Table(
    "difference_ranking",
    "one row a region in either run, in the order of the later ranking",
    (
        *_REGION,
        Column("index_before", "number", "原指数", "Index before", "empty where not ranked"),
        Column("index_after", "number", "现指数", "Index after", "empty where not ranked"),
        Column("index_change", "number", "指数变化", "Change of index", "after less before"),
        *_parts("part", "指数", "Index"),
        Column("rank_before", "number", "原排名", "Rank before", "empty where not ranked"),
        Column("rank_after", "number", "现排名", "Rank after", "empty where not ranked"),
        Column("rank_change", "number", "排名变化", "Change of rank", "above 0 is worse"),
        *_parts("rank", "排名", "Rank"),
        Column("cause", "text", "原因", "Cause", "parts that move it or let it in, joined by '|'"),
        Column("note", "text", "说明", "Note", "why it is not ranked or cannot be split"),
    ),
)
DIFFERENCE_SCORES: Final = Table(
    "difference_scores",
    "one row a region × indicator whose score or state changed",
    (
        *_REGION,
        Column("dimension", "text", "维度", "Dimension", "id of the dimension"),
        _INDICATOR,
        Column("state_before", "text", "原状态", "State before", "empty: not in that run"),
        Column("state_after", "text", "现状态", "State after", "empty: not in that run"),
        Column("score_before", "number", "原得分", "Score before", "empty where unread"),
        Column("score_after", "number", "现得分", "Score after", "empty where unread"),
        Column("score_change", "number", "得分变化", "Change of score", "after less before"),
        Column("gained", "integer", "新增证据", "Gained", "claims gained"),
        Column("lost", "integer", "失去证据", "Lost", "claims lost"),
        Column("changed", "integer", "改判证据", "Changed", "claims that weigh more or less"),
        Column("cause", "text", "原因", "Cause", "parts that move it, joined by '|'"),
    ),
)
DIFFERENCE_EVIDENCE: Final = Table(
    "difference_evidence",
    "one row a claim × region × indicator gained, lost, or of another weight",
    (
        Column("change", "text", "变化", "Change", "gained, lost or changed"),
        *_REGION,
        _INDICATOR,
        Column("quote", "text", "原文", "Quote", "the claim"),
        Column("document", "text", "文件", "Document", "where it stands; of a lost one, stood"),
        Column("section", "text", "所在章节", "Section", "headings above, joined by ' > '"),
        Column(
            "weight_before",
            "number",
            "原证据量",
            "Weight before",
            "what it added to the score: strength × confidence, less discounts; 0 where it "
            "repeats another claim; empty where it was not there",
        ),
        Column("weight_after", "number", "现证据量", "Weight after", "the same, of the later run"),
        Column(
            "why",
            "text",
            "缘由",
            "Why",
            "document_new, document_removed, text_changed, document_described, region_compared, "
            "indicator_new, indicator_removed, read_differently, repeat, weights, program or "
            "unknown",
        ),
    ),
)
DIFFERENCE_TABLES: Final = (
    DIFFERENCE_INPUTS,
    DIFFERENCE_RANKING,
    DIFFERENCE_SCORES,
    DIFFERENCE_EVIDENCE,
)
