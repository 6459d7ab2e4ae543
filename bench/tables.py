"""The tables that leave the program: their columns, types and meaning, in one place.

`docs/tables.md` is made from this module (a test compares them), and every writer checks the
table it writes against it with `Table.check`.
"""

from __future__ import annotations

from typing import Final

from bench.schema import Column, Table


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

# How the names of columns end that say how sure a piece of metadata is.
SURE: Final = "_sure"
_SURE_MEANING = "how sure this is, 0 to 1: 1 as given, 0 where unknown"

_CLAIM = (
    _DOCUMENT,
    _START,
    _END,
    _text("quote", "原文", "Quote", "exactly text[start:end]"),
    _text("section", "所在章节", "Section", "headings above the sentence, joined by ' > '"),
    _text("page", "页码", "Page", "of a PDF: the page that it begins on; empty for other formats"),
)
_INSTRUMENT = _text(
    "instrument", "政策工具", "Instrument", "id such as supply.talent; empty where none fits"
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
        _INSTRUMENT,
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
        _INSTRUMENT,
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
            "level, growth, decline, share, rank; target_level: what a change leads to; "
            "difference: from another place or from a target",
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
        _number("score", "得分", "Score", "of evidence 0 to 100; of a statistic as normalised"),
        _text("state", "状态", "State", "stated, silent or unread; a statistic: or imputed"),
        _integer("claims", "主张条数", "Claims", "distinct claims behind the score"),
        _number(
            "normalised",
            "标准化得分",
            "Normalised score",
            "what is aggregated: on the scale of the method, higher is better; empty where unread",
        ),
        _number(
            "value", "用于计算的数值", "Value used", "of a statistic: imputed, outliers treated"
        ),
    ),
)
RANKING: Final = Table(
    "ranking",
    "one row a region, best first; after these columns one a dimension, on the scale of the method",
    (
        _REGION,
        _CODE,
        _text("level", "层级", "Level", "province, city, county, group or country"),
        _number("index", "指数", "Index", "on the scale of the method; empty where not ranked"),
        _number("rank", "排名", "Rank", "1 is best, ties share the smaller; empty: not ranked"),
        _number("rank_low", "最好名次", "Best rank", "5th percentile of simulated ranks"),
        _number("rank_high", "最差名次", "Worst rank", "95th percentile of simulated ranks"),
        _integer("claims", "计入的主张条数", "Claims counted", "distinct claims of the region"),
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
        _text("state", "读取情况", "State", "read, skipped, repeated, superseded or left_out"),
        _text("problem", "问题", "Problem", "why it was skipped, or what to look at"),
        _text("repeats", "重复文件", "Repeats", "the document that counts in its stead"),
        _TITLE,
        _text("issuer", "发布机构", "Issuer", "issuing body or publisher"),
        _DATE,
        _text("kind", "文件类型", "Kind", "regulation, plan, opinion, notice, press …"),
        _REGION,
        _CODE,
        _text("number", "文号", "Number", "document number: 国发〔2021〕29号; empty where unknown"),
        _text("link", "来源网址", "Link", "where the file says that it came from"),
        *(
            _number(f"{name}{SURE}", f"{zh}可信度", f"{en} sure", _SURE_MEANING)
            for name, zh, en in (
                ("title", "标题", "Title"),
                ("issuer", "机构", "Issuer"),
                ("region", "地区", "Region"),
                ("number", "文号", "Number"),
                ("date", "日期", "Date"),
                ("kind", "类型", "Kind"),
            )
        ),
        _text("encoding", "编码", "Encoding", "how the file was decoded, or its format"),
        _integer("characters", "字数", "Characters", "length of the decoded text"),
        _integer("sentences", "句数", "Sentences", "sentences of the body"),
        _integer("claims", "全部主张条数", "All claims", "claims found"),
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
        _number("words", "用词相似度", "Words", "0: nothing beyond what all share; to 1"),
        _number("evidence", "指标结构相似度", "Evidence", "of the mix of indicators, 0 to 1"),
    ),
)
RANK_CHANCES: Final = Table(
    "rank_chances",
    "one row a ranked region × rank that it takes in at least one simulated draw",
    (
        _REGION,
        _CODE,
        _integer("rank", "名次", "Rank", "1 is best, ties share the smaller"),
        _number("chance", "可能性", "Chance", "share of the draws in which it has it, 0 to 1"),
    ),
)
PAIRS: Final = Table(
    "pairs",
    "one row a pair of ranked regions; after these columns one a dimension: its share (0 to 1) at "
    "the tie that `change` leads to, empty where there is none",
    (
        _text("region", "在前地区", "Region ahead", "the one ahead in the ranking"),
        _CODE,
        _text("other", "在后地区", "Region behind", "the one behind in the ranking"),
        _text("other_code", "在后地区代码", "Code of the one behind", "its code"),
        _number("chance", "在前的可能性", "Chance ahead", "share of draws, a tie counting half"),
        _text(
            "robust",
            "权重难以颠倒",
            "Robust",
            "yes: no weights of dimensions within ±50 % of their shares reverse them; no; or empty "
            "where that cannot be told",
        ),
        _number(
            "change",
            "打平所需权重变动",
            "Change to tie",
            "the least share (0 to 1) of weight that, moved between dimensions, ties them; empty "
            "where no weights do, or that cannot be told",
        ),
    ),
    open_ended=True,
)
LEAVE_ONE_OUT: Final = Table(
    "leave_one_out",
    "one row a part left out × ranked region; of documents only regions that change",
    (
        _text("kind", "类别", "Kind", "indicator, dimension (or a group in one) or document"),
        _text("left_out", "去掉的部分", "Left out", "id of indicator or dimension, or document"),
        _REGION,
        _CODE,
        _number("index", "去掉后指数", "Index without", "empty where nothing is left"),
        _number("index_shift", "指数变动", "Shift of index", "index without it less the index"),
        _number("rank", "去掉后名次", "Rank without", "among those with an index; else empty"),
        _number("shift", "名次变动", "Shift", "rank without it less the rank: above 0 is worse"),
    ),
)
SOURCES: Final = Table(
    "sources",
    "one row a source of uncertainty: its part in the variance of the average shift in rank",
    (
        _text("source", "来源", "Source", "weights, claims (and documents) or method"),
        _number("first", "单独作用", "First order", "what would go if it were known; 0 to 1"),
        _number("first_error", "单独作用标准误", "Its error", "standard error of the estimate"),
        _number("total", "总作用", "Total order", "with its interactions; 0 to 1"),
        _number("total_error", "总作用标准误", "Error of the total", "standard error"),
    ),
)
INFLUENCE: Final = Table(
    "influence",
    "one row an indicator or dimension: what it weighs, how it goes with the index, what it makes "
    "of the variance of the index (empty but for arithmetic means)",
    (
        _text("kind", "类别", "Kind", "indicator, or dimension (or a group in one)"),
        _text("id", "编号", "Id", "id of the indicator or dimension"),
        _text("dimension", "维度", "Dimension", "id of the dimension that it belongs to"),
        _number("weight", "有效权重", "Effective weight", "its share in the index, 0 to 1"),
        _number("weight_within", "组内权重", "Weight within", "its share in its group, 0 to 1"),
        _number("correlation", "与指数的相关系数", "Correlation", "with the index, −1 to 1"),
        _number("squared", "相关系数平方", "Squared", "squared correlation (r²), 0 to 1"),
        _number(
            "share",
            "相关份额",
            "Share of r²",
            "r² over the sum of r² in its group: see weight_within",
        ),
        _number(
            "variance", "方差份额", "Share of variance", "of the index, made by it: see weight"
        ),
    ),
)
CONTRIBUTIONS: Final = Table(
    "contributions",
    "one row a pair of neighbours in the ranking × indicator read of both: what sets them apart",
    (
        _text("region", "在前地区", "Region ahead", "the one ahead in the ranking"),
        _CODE,
        _text("other", "在后地区", "Region behind", "the one just behind it"),
        _text("other_code", "在后地区代码", "Code of the one behind", "its code"),
        _text("indicator", "指标", "Indicator", "id of the indicator"),
        _number("weight", "有效权重", "Effective weight", "mean of the two regions', 0 to 1"),
        _number("score", "在前地区得分", "Score of the one ahead", "normalised"),
        _number("other_score", "在后地区得分", "Score of the one behind", "normalised"),
        _number("contribution", "贡献", "Contribution", "weight × difference of the scores"),
        _text("claim_of", "主张所属地区", "Claim of", "code of the one that states more; or empty"),
        _text("document", "文件", "Document", "of its weightiest claim; empty where there is none"),
        _number("start", "起", "Start", "offset of that claim; empty where there is none"),
    ),
)
VOLUME: Final = Table(
    "volume",
    "one row a ranked region with text read: how it would stand if all had as much text",
    (
        _REGION,
        _CODE,
        _number("volume", "所读字数", "Characters read", "its own documents; its part of others"),
        _number("index", "指数", "Index", "0 to 100"),
        _number("adjusted_index", "按篇幅调整的指数", "Adjusted index", "empty below 4 regions"),
        _number("rank", "排名", "Rank", "1 is best"),
        _number("adjusted_rank", "调整后名次", "Adjusted rank", "empty below 4 regions"),
        _number("rank_low", "最好名次", "Best rank", "as in the ranking"),
        _number("rank_high", "最差名次", "Worst rank", "as in the ranking"),
        _text("outside", "超出区间", "Outside", "yes: adjusted rank outside the interval; or no"),
    ),
)
TABLES: Final = (
    EVIDENCE,
    CLAIMS,
    FIGURES,
    SCORES,
    RANKING,
    RANK_CHANCES,
    PAIRS,
    LEAVE_ONE_OUT,
    SOURCES,
    INFLUENCE,
    CONTRIBUTIONS,
    VOLUME,
    DOCUMENTS,
    CUTS,
    SIMILARITY,
)
