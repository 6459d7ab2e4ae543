"""Every step from sentence to claim takes many sentences at once: each comes out as alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.kinds import load_kinds
from bench.evidence.instruments import instruments_of
from bench.evidence.kinds import FACT, MEASURE, decide_kinds, kind_scores
from bench.evidence.recurring import recurring
from bench.evidence.sections import Section
from bench.evidence.status import STATUSES, decide_statuses
from bench.evidence.strength import strength_of, strengths_of
from tests.evidence.alone import KindDecision, decide_kind, decide_status, instrument_of

PIECES = (
    "到2029年建成智算中心3座",
    "应当加快建设数据平台",
    "给予最高200万元补助",
    "有待提升",
    "一是培训职业院校教师",
    "建议推进试点",
    "已率先推出",
    "我国",
    "，",
    "；",
    "。",
    "\n",
    "\0",
)
SECTIONS = st.sampled_from(
    [(), ("一、2028年工作回顾",), ("二、建议", "（一）发展目标"), ("人才培养",)]
)
SENTENCES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
        SECTIONS,
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.sampled_from([MEASURE, FACT]),
        st.sampled_from(STATUSES),
    ),
    min_size=1,
    max_size=5,
)
KINDS = ["", *(kind.id for kind in load_kinds())]
SOURCE_KINDS = st.sampled_from(KINDS)


@given(sentences=SENTENCES, source_kind=SOURCE_KINDS, year=st.sampled_from([0, 2027, 2030]))
def test_sentences_together_come_out_as_alone(
    sentences: list[tuple[str, tuple[str, ...], bool, bool, bool, str, str]],
    source_kind: str,
    year: int,
) -> None:
    texts, sections, first, second, third, kinds, statuses = map(list, zip(*sentences, strict=True))
    sources, above = recurring([source_kind] * len(texts)), recurring(sections)
    decisions = decide_kinds(
        kind_scores(
            texts,
            source_kinds=sources,
            sections=above,
            opening=np.array(first),
            topical=np.array(third),
            named=np.array(second),
        )
    )
    apart = np.arange(len(texts))
    assert [
        KindDecision(kind, probability, decisions.cues(row))
        for row, (kind, probability) in enumerate(
            zip(decisions.kinds, decisions.probabilities, strict=True)
        )
    ] == [
        decide_kind(
            text, source_kind=source_kind, section=section, opening=one, named=two, topical=three
        )
        for text, section, one, two, three, _, _ in sentences
    ]
    assert decide_statuses(
        texts,
        kinds,
        source_kinds=sources,
        sections=above,
        groups=apart,
        elided=np.array(first),
        years=recurring([year] * len(texts)),
    ) == [
        decide_status(text, kind, source_kind=source_kind, section=section, elided=one, year=year)
        for text, section, one, _, _, kind, _ in sentences
    ]
    assert strengths_of(texts, statuses) == [
        strength_of(text, status) for text, *_, status in sentences
    ]
    assert instruments_of(texts, source_kinds=sources, sections=above) == [
        instrument_of(text, source_kind=source_kind, section=section)
        for text, section, *_ in sentences
    ]


def test_sentences_of_documents_of_several_kinds_come_out_as_alone() -> None:
    texts = ["应当加快建设数据平台。"] * len(KINDS)
    sources, above = recurring(KINDS), recurring([()] * len(KINDS))
    no = np.zeros(len(KINDS), dtype=bool)
    decisions = decide_kinds(
        kind_scores(texts, source_kinds=sources, sections=above, opening=no, topical=no, named=no)
    )
    apart = np.arange(len(texts))
    for row, (text, kind) in enumerate(zip(texts, KINDS, strict=True)):
        alone = decide_kind(text, source_kind=kind)
        assert (decisions.kinds[row], decisions.probabilities[row], decisions.cues(row)) == (
            alone.kind,
            alone.probability,
            alone.cues,
        )
    measures = [MEASURE] * len(KINDS)
    years = recurring([0] * len(KINDS))
    assert decide_statuses(
        texts, measures, source_kinds=sources, sections=above, groups=apart, elided=no, years=years
    ) == [decide_status(texts[0], MEASURE, source_kind=kind) for kind in KINDS]
    assert instruments_of(texts, source_kinds=sources, sections=above) == [
        instrument_of(texts[0], source_kind=kind) for kind in KINDS
    ]


def test_a_status_is_carried_within_a_section_and_not_into_another_document() -> None:
    texts = ["南昌应加快建设算力网络。", "推进公共数据开放。"]
    sections = recurring([("三、做好数据文章",)] * 4)
    first, second = (0, 0), (1, 1)
    assert decide_statuses(
        [texts[0], texts[1], texts[1], texts[1]],
        [MEASURE] * 4,
        source_kinds=recurring(["press"] * 4),
        sections=sections,
        groups=np.array([*first, *second]),
        elided=np.ones(4, dtype=bool),
        years=recurring([0] * 4),
    ) == ["proposed", "proposed", "underway", "underway"]


def test_of_no_sentence_nothing_is_decided() -> None:
    no, none, above = np.zeros(0, dtype=bool), recurring(list[str]()), recurring(list[Section]())
    decisions = decide_kinds(
        kind_scores([], source_kinds=none, sections=above, opening=no, topical=no, named=no)
    )
    apart = np.arange(0)
    assert (decisions.kinds, decisions.probabilities) == ([], [])
    years = recurring(list[int]())
    assert (
        decide_statuses(
            [], [], source_kinds=none, sections=above, groups=apart, elided=no, years=years
        )
        == []
    )
    assert strengths_of([], []) == []
    assert instruments_of([], source_kinds=none, sections=above) == []
