"""From a document to its claims: exact quotes, and nothing that depends on other documents."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.corpus.document import Document
from bench.corpus.layout import Layout, StatementSpan
from bench.evidence.analysis import Analyser, Analysis
from tests.evidence.builders import claims, document
from tests.evidence.tables import evidence_table

PIECES = (
    "成都建成智算中心两座，算力规模达到3000 PFLOPS。",
    "同时，推进数据中心绿色化改造，新增机架6000个；",
    "武汉、长沙推出算力券，服务企业400家！",
    "一是建设数据交易所；二是培育数商100家；三是开放公共数据。",
    "数据是什么？",
    "责任编辑：张三",
    "“一网通办”事项达到900项。”",
    '=HYPERLINK("a")，推进企业上云。',
    "深圳　出台\t数据条例 ，支持交易。",
    "𠮷林新增5G基站200个。",
    "\n",
    "\n\n",
    "\n# 二、主要做法\n",
    "\n（一）加快建设。推进平台应用，培育服务商50家。\n",
    "\u3000\u3000",
)
FIRST = document(
    "成都建成智算中心两座，算力规模达到3000 PFLOPS。同时发放算力券，服务企业400家。",
    "武汉、长沙推出数据交易规则，两市登记数据产品700个。",
    path="first.txt",
)
SECOND = document(
    "一、总体要求",
    "加快建设工业互联网平台，到2027年培育产业大脑30个。",
    "支持青岛开展数据资产入表试点，给予最高200万元补助。",
    path="second.txt",
    kind="plan",
    region="370000",
)


def table(analyser: Analyser, *analyses: Analysis) -> list[dict[str, object]]:
    return evidence_table(analyses, analyser.gazetteer).to_dict("records")


def test_a_claim_has_all_that_a_reader_needs(analyser: Analyser) -> None:
    (claim,) = claims(analyser, "成都建成智算中心两座，算力规模达到3000 PFLOPS。")
    assert claim.kind in ("measure", "fact")
    assert claim.attribution.regions == ("510100",)
    assert claim.indicators[0].indicator == "infrastructure.compute"
    assert claim.status in ("underway", "achieved")
    assert 0.5 < claim.confidence < 1
    assert 0.5 <= claim.strength <= 5


def test_context_is_no_claim(analyser: Analyser) -> None:
    assert claims(analyser, "怎样才能让数据流动起来？", "数据是指以电子形式记录的信息。") == ()


def test_the_heading_above_files_what_stands_below(analyser: Analyser) -> None:
    body = "服务器扩容三成，新增五千台。"
    (under,) = claims(analyser, "一、算力基础设施", body)
    (bare,) = claims(analyser, body)
    own = "infrastructure.compute"
    assert own in {hit.indicator for hit in under.indicators}
    confidence = {hit.indicator: hit.confidence for hit in bare.indicators}.get(own, 0)
    assert confidence < next(h.confidence for h in under.indicators if h.indicator == own)


def test_the_title_and_what_is_cut_are_no_claims(analyser: Analyser) -> None:
    found = claims(
        analyser,
        "成都建成智算中心两座，算力规模达到3000 PFLOPS，服务企业与高校四百余家。",
        "责任编辑：张三",
        title="成都新建智算中心两座，服务企业400家",
    )
    assert [claim.sentence.text[:4] for claim in found] == ["成都建成"]


@pytest.mark.parametrize("text", ["", "\n", "。。。\n\n", "一份观察\n", "\u3000\n\t\n"])
def test_a_document_that_says_nothing_has_no_claims(analyser: Analyser, text: str) -> None:
    analysis = analyser.analyse(Document(path="a.txt", text=text))
    assert analysis.claims == ()


@settings(max_examples=60)
@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=12),
    kind=st.sampled_from(["press", "research", "plan", "regulation", ""]),
)
def test_every_quote_is_the_text_at_its_offsets(
    analyser: Analyser, pieces: list[str], kind: str
) -> None:
    given_document = document("".join(pieces), kind=kind)
    analysis = analyser.analyse(given_document)
    starts = [claim.sentence.start for claim in analysis.claims]
    assert starts == sorted(set(starts))
    for claim in analysis.claims:
        sentence = claim.sentence
        assert given_document.text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip()
        assert sentence in analysis.body.sentences
        assert len(claim.indicators) <= 3
    for row in table(analyser, analysis):
        assert row["quote"] == given_document.text[row["start"] : row["end"]]


def test_what_a_list_says_of_a_statement_counts_before_its_words(analyser: Analyser) -> None:
    rows = ("建设智算中心两座。", "建设数据交易所。")
    second = StatementSpan(len(rows[0]) + 1, len(rows[0]) + 1 + len(rows[1]), ())
    first = StatementSpan(0, len(rows[0]), (), "achieved")
    found = analyser.analyse(
        Document(
            path="list.csv#杭州",
            text="\n".join(rows),
            kind="plan",
            region="330100",
            layout=Layout(statements=(first, second)),
        )
    )
    assert [claim.status for claim in found.claims] == ["achieved", "planned"]
    assert found.claims[0].strength > found.claims[1].strength


def test_an_analyser_pickles_and_finds_the_same(analyser: Analyser) -> None:
    again = pickle.loads(pickle.dumps(analyser))
    for given_document in (FIRST, SECOND):
        assert again.analyse(given_document) == analyser.analyse(given_document)


def test_an_analysis_pickles(analyser: Analyser) -> None:
    analysis = analyser.analyse(FIRST)
    assert analysis.claims
    assert pickle.loads(pickle.dumps(analysis)) == analysis


def test_analysing_another_document_in_between_changes_nothing(analyser: Analyser) -> None:
    before = analyser.analyse(FIRST)
    analyser.analyse(SECOND)
    assert analyser.analyse(FIRST) == before


def test_adding_a_document_never_changes_the_evidence_of_another(analyser: Analyser) -> None:
    first, second = analyser.analyse(FIRST), analyser.analyse(SECOND)
    alone, both = table(analyser, first), table(analyser, first, second)
    assert alone
    assert [row for row in both if row["document"] == "first.txt"] == alone


def test_the_order_of_documents_changes_no_evidence(analyser: Analyser) -> None:
    one_way = [analyser.analyse(d) for d in (FIRST, SECOND)]
    other = [analyser.analyse(d) for d in (SECOND, FIRST)]
    for path in ("first.txt", "second.txt"):
        assert [r for r in table(analyser, *one_way) if r["document"] == path] == [
            r for r in table(analyser, *other) if r["document"] == path
        ]


def test_the_name_of_the_file_changes_no_claim(analyser: Analyser) -> None:
    renamed = document("成都建成智算中心两座，算力规模达到3000 PFLOPS。", path="青岛/b.txt")
    original = document("成都建成智算中心两座，算力规模达到3000 PFLOPS。", path="a.txt")
    assert analyser.analyse(renamed).claims == analyser.analyse(original).claims


DOCUMENTS = st.lists(
    st.builds(
        lambda pieces, kind, region, title: document(
            "".join(pieces), kind=kind, region=region, title=title
        ),
        st.lists(st.sampled_from(PIECES), max_size=8),
        st.sampled_from(["press", "research", "plan", "regulation", "work_report", ""]),
        st.sampled_from(["", "370000", "510100"]),
        st.sampled_from(["", "成都市数据条例"]),
    ),
    max_size=5,
)


@settings(max_examples=60)
@given(documents=DOCUMENTS)
def test_documents_together_come_out_as_alone(
    analyser: Analyser, documents: list[Document]
) -> None:
    assert analyser.analyse_all(documents) == [analyser.analyse(one) for one in documents]
