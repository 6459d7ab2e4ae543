"""The tables of comparison: their columns, types and meaning."""

from __future__ import annotations

from typing import Final

from bench.tables import Column, Table

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
