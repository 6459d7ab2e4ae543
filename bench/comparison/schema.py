"""The tables of comparison: their columns, types and meaning."""

from __future__ import annotations

from typing import Final

from bench.schema import Column, Table

PEERS: Final = Table(
    "peers",
    "one row a region that the target may be compared with, nearest in structure first",
    (
        Column("region", "text", "目标地区", "Target", "the region whose peers they are"),
        Column("region_code", "text", "地区代码", "Region code", "its code"),
        Column("peer", "text", "可比地区", "Peer", "the region it may be compared with"),
        Column("peer_code", "text", "可比地区代码", "Code of the peer", "its code"),
        Column("level", "text", "层级", "Level", "province, city, county, group or country"),
        Column("chosen", "text", "选用", "Chosen", "yes: gaps are measured against it; or empty"),
        Column(
            "policy",
            "number",
            "政策相似度",
            "Policy",
            "similarity of claims, 0 to 1; empty: unknown",
        ),
        Column("policy_rank", "number", "政策相似名次", "Rank in policy", "1 is the most similar"),
        Column(
            "stability",
            "number",
            "近邻稳定性",
            "Stability",
            "share of resamples in which it is among the nearest, 0 to 1",
        ),
        Column(
            "structure",
            "number",
            "结构距离",
            "Distance in structure",
            "in standard deviations on the average characteristic; empty: unknown",
        ),
        Column("structure_rank", "number", "结构接近名次", "Rank in structure", "1 is the nearest"),
        Column(
            "useful",
            "text",
            "结构相近政策不同",
            "Alike, yet different",
            "yes: in the nearest third in structure and in the farther half in policy; or empty",
        ),
    ),
)
NEIGHBOURS: Final = Table(
    "neighbours",
    "one row a region × region near it in the words of its claims, the nearest first",
    (
        Column("region", "text", "地区", "Region", "whose neighbours they are"),
        Column("region_code", "text", "地区代码", "Region code", "its code"),
        Column("claims", "integer", "主张条数", "Claims", "claims compared, copies left out"),
        Column("neighbour", "text", "政策近邻", "Neighbour", "the region near it"),
        Column("neighbour_code", "text", "近邻代码", "Code of the neighbour", "its code"),
        Column("neighbour_claims", "integer", "近邻主张条数", "Its claims", "claims compared"),
        Column("place", "integer", "位次", "Place", "1 is the nearest"),
        Column(
            "similarity", "number", "用词相似度", "Words", "0: nothing beyond what all share; to 1"
        ),
        Column("evidence", "number", "指标结构相似度", "Evidence", "0 to 1; empty: unknown"),
        Column(
            "nearest",
            "number",
            "居首比例",
            "Nearest",
            "share of resamples in which it is the nearest, 0 to 1; empty without resamples",
        ),
        Column(
            "near",
            "number",
            "近邻稳定性",
            "Stability",
            "share of resamples in which it is among the nearest few, 0 to 1",
        ),
    ),
)
CLUSTERS: Final = Table(
    "clusters",
    "one row a region with claims enough to tell, like ones side by side",
    (
        Column("region", "text", "地区", "Region", "shortest official name"),
        Column("region_code", "text", "地区代码", "Region code", "its code"),
        Column("cluster", "integer", "类别", "Cluster", "from 1, in the order of the tree"),
        Column("members", "integer", "类内地区数", "Regions in it", "1 for a region by itself"),
        Column(
            "stability",
            "number",
            "类别稳定性",
            "Stability",
            "of the cluster: mean Jaccard index over resamples, 0 to 1; empty without resamples",
        ),
    ),
)
KEYNESS: Final = Table(
    "keyness",
    "one row a region × term that sets its claims apart from all others', strongest first",
    (
        Column("region", "text", "地区", "Region", "shortest official name"),
        Column("region_code", "text", "地区代码", "Region code", "its code"),
        Column("term", "text", "特色词", "Term", "a word of its claims"),
        Column("claims", "integer", "含该词主张数", "Claims with it", "of the region"),
        Column("share", "number", "占比", "Share", "of the region's claims, 0 to 1"),
        Column("other_claims", "integer", "其他地区含该词主张数", "Others' claims", "with it"),
        Column("other_share", "number", "其他地区占比", "Others' share", "0 to 1"),
        Column("log_ratio", "number", "对数比", "Log ratio", "doublings of the others' share"),
        Column("keyness", "number", "对数似然值", "Log-likelihood", "G²; 0 is no difference"),
        Column(
            "p_value",
            "number",
            "校正后显著性",
            "Adjusted p",
            "after Benjamini and Hochberg, 0 to 1",
        ),
    ),
)
SHARED_TERMS: Final = Table(
    "shared_terms",
    "one row a term that two regions both use more than all others, the most shared first",
    (
        Column("region_code", "text", "地区代码", "Region code", "of the one"),
        Column("other_code", "text", "另一地区代码", "Other code", "of the other"),
        Column("term", "text", "共有特色词", "Shared term", "a word of the claims of both"),
        Column("own_claims", "integer", "含该词主张数", "Claims with it", "of the one"),
        Column("peer_claims", "integer", "另一地区主张数", "Other's claims", "with it"),
        Column("other_share", "number", "其余地区占比", "Others' share", "of their claims, 0 to 1"),
        Column("log_ratio", "number", "对数比", "Log ratio", "doublings of the others' share"),
        Column(
            "keyness", "number", "对数似然值", "Log-likelihood", "G² of both against the others"
        ),
        Column("p_value", "number", "校正后显著性", "Adjusted p", "0 to 1"),
    ),
)
GAPS: Final = Table(
    "gaps",
    "one row an indicator, a dimension (or a group in one), and one for all of them: where the "
    "target stands beside its peers, and what closing the gap would bring; what moves the index "
    "most stands first",
    (
        Column("region", "text", "目标地区", "Target", "the region whose gaps they are"),
        Column("region_code", "text", "地区代码", "Region code", "its code"),
        Column("kind", "text", "类别", "Kind", "indicator, dimension, or all"),
        Column("id", "text", "编号", "Id", "of indicator or dimension; empty for all"),
        Column(
            "state",
            "text",
            "状态",
            "State",
            "silent: read, says nothing and trails; behind, level or ahead of the median; unread: "
            "the target's documents are not (a missing statistic is estimated); peers_unread",
        ),
        Column("score", "number", "目标得分", "Score", "as aggregated: higher is better"),
        Column("peers_read", "integer", "可比地区数", "Peers read", "peers that have a score"),
        Column("median", "number", "可比地区中位数", "Median of peers", "of those read"),
        Column("best", "number", "可比地区最高", "Best peer", "score of the best"),
        Column(
            "best_regions",
            "text",
            "最高者",
            "Who is best",
            "joined by '|'; empty where more than 3 share it",
        ),
        Column("gap", "number", "差距", "Gap", "median − score; only where behind or silent"),
        Column("gap_to_best", "number", "与最高者差距", "Gap to the best", "best − score"),
        Column(
            "weight",
            "number",
            "有效权重",
            "Effective weight",
            "its share in the target's index, 0 to 1: scaled up where others are unread",
        ),
        Column("weighted_gap", "number", "加权差距", "Weighted gap", "weight × gap"),
        Column(
            "index_gain",
            "number",
            "指数可升",
            "Rise of the index",
            "if the gaps in this row were closed to the peers' median",
        ),
        Column("index_after", "number", "补齐后指数", "Index after", "of the target, gaps closed"),
        Column(
            "rank_after",
            "number",
            "补齐后名次",
            "Rank after",
            "among the ranked, all others as they are; empty where the target is not ranked",
        ),
        Column("rank_rise", "number", "名次上升", "Places gained", "rank less the rank after"),
    ),
)
BORROWED: Final = Table(
    "borrowed",
    "one row a measure of a peer, for each indicator where the target trails: new ones first, "
    "then the strongest",
    (
        Column("indicator", "text", "指标", "Indicator", "id of the indicator"),
        Column(
            "advice",
            "text",
            "建议",
            "Advice",
            "new: nothing like it found in the target; unclear: something may be, read both; "
            "similar: the target has something like it, not recommended",
        ),
        Column("region", "text", "可比地区", "Peer", "the region that states it"),
        Column("region_code", "text", "地区代码", "Region code", "its code"),
        Column("quote", "text", "原文", "Quote", "exactly text[start:end]"),
        Column("kind", "text", "类别", "Kind", "measure; fact where the peer states no measure"),
        Column("status", "text", "状态", "Status", "enacted, underway, planned or proposed"),
        Column("strength", "number", "力度", "Strength", "0 to 5, by the rubric"),
        Column("confidence", "number", "置信度", "Confidence", "0 to 1"),
        Column("figures", "integer", "数据个数", "Figures", "figures that it states"),
        Column("date", "text", "日期", "Date", "of the document; empty where unknown"),
        Column("title", "text", "标题", "Title", "title of the document"),
        Column("document", "text", "文件", "Document", "path relative to the documents folder"),
        Column("start", "integer", "起", "Start", "offset of the first character (from 0)"),
        Column("end", "integer", "止", "End", "offset after the last character"),
        Column("section", "text", "所在章节", "Section", "headings above, joined by ' > '"),
        Column("also", "text", "其他地区", "Also", "peers that say nearly the same, joined by '|'"),
        Column(
            "likeness",
            "number",
            "与自有主张相似度",
            "Likeness",
            "to the target's nearest claim, 0 to 1; 0 where it has none",
        ),
        Column(
            "likeness_here",
            "number",
            "与本指标主张相似度",
            "Likeness here",
            "to the target's nearest claim on this indicator, 0 to 1",
        ),
        Column("own_quote", "text", "目标最近主张", "Own claim", "the target's nearest claim"),
        Column("own_document", "text", "自有文件", "Own document", "where that stands"),
        Column("own_start", "number", "自有起", "Own start", "its offset; empty without a claim"),
        Column("own_end", "number", "自有止", "Own end", "its end; empty without a claim"),
    ),
)
SIDE_BY_SIDE: Final = Table(
    "side_by_side",
    "one row a leading claim of an indicator × region; the number stands in the table of short "
    "texts and leads to document and offsets",
    (
        Column("number", "integer", "编号", "Number", "from 1; one claim has one number"),
        Column("indicator", "text", "指标", "Indicator", "id of the indicator"),
        Column("region", "text", "地区", "Region", "shortest official name"),
        Column("region_code", "text", "地区代码", "Region code", "its code"),
        Column("position", "integer", "次序", "Position", "in the cell, the weightiest first"),
        Column(
            "text", "text", "短句", "Short text", "of the quote, cut at a clause; … for what is cut"
        ),
        Column("quote", "text", "原文", "Quote", "exactly text[start:end]"),
        Column("kind", "text", "类别", "Kind", "measure or fact"),
        Column(
            "status", "text", "状态", "Status", "enacted, underway, planned, proposed or achieved"
        ),
        Column("document", "text", "文件", "Document", "path relative to the documents folder"),
        Column("start", "integer", "起", "Start", "offset of the first character (from 0)"),
        Column("end", "integer", "止", "End", "offset after the last character"),
        Column("section", "text", "所在章节", "Section", "headings above, joined by ' > '"),
        Column("title", "text", "标题", "Title", "title of the document"),
    ),
)
INSTRUMENTS: Final = Table(
    "instruments",
    "one row a region × type of policy instrument, and × instrument: what part of its measures",
    (
        Column("region", "text", "地区", "Region", "shortest official name"),
        Column("region_code", "text", "地区代码", "Region code", "its code"),
        Column("type", "text", "工具类型", "Type", "supply, environment or demand"),
        Column(
            "instrument", "text", "政策工具", "Instrument", "its id; empty: the type as a whole"
        ),
        Column("claims", "integer", "举措条数", "Measures", "distinct measures that use it"),
        Column(
            "measures", "integer", "举措总数", "All measures", "distinct measures of the region"
        ),
        Column("share", "number", "占比", "Share", "of the region's measures, 0 to 1"),
        Column(
            "others",
            "number",
            "其他地区占比",
            "Share elsewhere",
            "of the measures of all other regions, 0 to 1; empty: there are none",
        ),
        Column(
            "finding",
            "text",
            "与其他地区相比",
            "Beside the others",
            "more or less than elsewhere (by 5 points at least, Fisher's exact test, 5 % false "
            "discoveries), or empty",
        ),
    ),
)
COMPARISON_TABLES: Final = (
    PEERS,
    NEIGHBOURS,
    CLUSTERS,
    KEYNESS,
    SHARED_TERMS,
    GAPS,
    BORROWED,
    SIDE_BY_SIDE,
    INSTRUMENTS,
)
