"""The policy instrument of a claim: what each one is, and accuracy on claims labelled by hand."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.folder import find_sources
from bench.corpus.kinds import load_kinds
from bench.corpus.reading import read_document
from bench.corpus.sentences import split_body
from bench.evidence.instruments import NO_INSTRUMENT, Instrument, _weight_in, load_instruments
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher
from tests.evidence.alone import instrument_of

SHARED = Path(os.environ.get("REGIONBENCH_SHARED") or "not set")
LABELS = Path(__file__).parents[1] / "data" / "instrument_labels.csv"
KNOWN = {instrument.id for instrument in load_instruments().instruments}
# Slightly under what was measured on the claims kept apart (docs/comparison.md, Instruments).
LEAST_TYPE, LEAST_INSTRUMENT, LEAST_MACRO = 0.79, 0.69, 0.66

OWN = [
    ("办好本市职业院校，新增技工学位八千个。", "supply.talent"),
    ("对首次上规的软件企业给予奖励二十万元。", "supply.funding"),
    ("组织量子芯片技术攻关，组建省实验室。", "supply.technology"),
    ("新建智算中心两座，铺设千兆光纤。", "supply.infrastructure"),
    ("向社会开放公共数据，编制数据资源目录。", "supply.data"),
    ("推行一网通办，政务服务事项就近办理。", "supply.services"),
    ("编制全市“十五五”规划，分解目标任务。", "environment.planning"),
    ("引导银行向小微商户发放信用贷款。", "environment.finance"),
    ("落实研发费用加计扣除，减免增值税。", "environment.tax"),
    ("平台不得泄露个人信息，违者处以罚款。", "environment.regulation"),
    ("制定物联网地方标准，组织企业贯标。", "environment.standards"),
    ("培育链主企业和专精特新企业，打造产业集群。", "environment.cultivation"),
    ("成立领导小组，把落实情况列入考核。", "environment.strategy"),
    ("政府采购优先选用首版次软件。", "demand.procurement"),
    ("开放百个应用场景，推动商户上云。", "demand.application"),
    ("设立数据交易所，完善数据资产定价规则。", "demand.market"),
    ("支持跨境电商出海，扩大服务贸易。", "demand.cooperation"),
]


@pytest.mark.parametrize(("text", "instrument"), OWN, ids=[name for _, name in OWN])
@pytest.mark.parametrize("source_kind", ["plan", "work_report", "press"])
def test_a_plain_sentence_has_its_instrument(text: str, instrument: str, source_kind: str) -> None:
    assert instrument_of(text, source_kind=source_kind) == instrument


def test_every_instrument_has_a_sentence_here_and_a_known_type() -> None:
    assert {name for _, name in OWN} == KNOWN
    types = [kind.id for kind in load_instruments().types]
    assert types == ["supply", "environment", "demand"]
    assert {instrument.type for instrument in load_instruments().instruments} == set(types)
    assert len(KNOWN) == len(load_instruments().instruments)


def test_the_data_name_known_kinds_and_instruments() -> None:
    known = load_instruments()
    kinds = {kind.id for kind in load_kinds()} | {""}
    assert set(known.base) | set(known.least_by_kind) <= kinds
    assert {name for start in known.base.values() for name in start} <= KNOWN
    for instrument in known.instruments:
        assert min(instrument.cues.values()) > 0
        assert not instrument.exclude & set(instrument.cues)
        assert all((instrument.name("zh"), instrument.definition_zh, instrument.definition_en))


@pytest.mark.parametrize("text", ["", "雨后的江面很安静。", "他昨天回到家乡。"])
def test_what_names_no_instrument_has_none(text: str) -> None:
    assert instrument_of(text, source_kind="plan") == NO_INSTRUMENT


def test_press_needs_more_to_have_one() -> None:
    assert instrument_of("资金会来的。", source_kind="press") == NO_INSTRUMENT
    assert instrument_of("补贴会来的。", source_kind="plan") == "supply.funding"
    assert instrument_of("补贴会来的。", source_kind="press") == NO_INSTRUMENT


def test_the_heading_decides_where_the_sentence_is_silent() -> None:
    text = "办好这件大事。"
    heading = "（二）数字人才、职业教育和技能培训"
    assert instrument_of(text, source_kind="plan") == NO_INSTRUMENT
    assert instrument_of(text, source_kind="plan", section=("一", heading)) == "supply.talent"
    assert instrument_of(text, source_kind="plan", section=(heading, "一")) == NO_INSTRUMENT


def test_latin_letters_match_in_small_letters_and_in_capitals() -> None:
    for text in ("IPV6规模部署。", "ipv6规模部署。", "IPv6规模部署。"):
        assert instrument_of(text, source_kind="plan") == "supply.infrastructure"


def weigh(phrase: str, cues: dict[str, float], *exclude: str) -> float:
    made = Instrument("a.b", "甲", "A", "甲", "A", cues, frozenset(exclude))
    held = {each for each in (*cues, *exclude) if each in phrase}
    return _weight_in(phrase, held, made)


def test_a_cue_inside_a_longer_one_or_an_excluded_phrase_weighs_nothing() -> None:
    cues = {"数据": 1.0, "数据开放": 4.0}
    assert weigh("数据", cues) == 1
    assert weigh("数据开放", cues) == 4
    assert weigh("大数据局", cues, "数据局") == 0
    assert weigh("数据局与数据", cues, "数据局") == 1
    assert weigh("数据开放与数据", cues) == 5


PIECES = (*(text for text, _ in OWN), "，", "建设", "产业", "到2030年")


@given(
    st.lists(st.sampled_from(PIECES), max_size=5).map("".join),
    st.sampled_from(sorted({kind.id for kind in load_kinds()} | {"", "unheard_of"})),
)
def test_a_claim_has_one_known_instrument_or_none(text: str, source_kind: str) -> None:
    found = instrument_of(text, source_kind=source_kind)
    assert found in KNOWN | {NO_INSTRUMENT}
    assert found == instrument_of(text, source_kind=source_kind)


@given(st.sampled_from(OWN), st.integers(1, 4))
def test_saying_it_again_changes_nothing(own: tuple[str, str], times: int) -> None:
    text, instrument = own
    assert instrument_of(text * times, source_kind="plan") == instrument


# --- accuracy -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Labelled:
    """A claim, what a reader says of it, and what the program says."""

    wanted: str
    found: str


def read_labels(which: str) -> list[dict[str, str]]:
    with LABELS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["set"] == which]


def test_labels_name_known_instruments() -> None:
    rows = read_labels("tune") + read_labels("test")
    also = {name for row in rows for name in row["also"].split("|") if name}
    assert {row["instrument"] for row in rows} <= KNOWN | {NO_INSTRUMENT}
    assert also <= KNOWN | {"none"}
    assert len(read_labels("test")) >= 150


def type_of(instrument: str) -> str:
    return instrument.split(".", 1)[0]


def share(rows: Sequence[Labelled], *, types: bool) -> float:
    """The share of claims whose instrument (or type) is right."""
    name = type_of if types else str
    return sum(name(row.wanted) == name(row.found) for row in rows) / len(rows)


def macro_f1(rows: Sequence[Labelled]) -> float:
    """The mean F1 over the instruments that readers gave; those without any are not counted."""
    scores = []
    for name in sorted({row.wanted for row in rows} - {NO_INSTRUMENT}):
        both = sum(row.wanted == row.found == name for row in rows)
        given = sum(row.wanted == name for row in rows) + sum(row.found == name for row in rows)
        scores.append(2 * both / given)
    return sum(scores) / len(scores)


@pytest.fixture(scope="module")
def labelled(gazetteer: Gazetteer) -> dict[str, list[Labelled]]:
    places = PlaceMatcher(gazetteer)
    found: dict[tuple[str, int, int], str] = {}
    wanted = {row["document"] for which in ("tune", "test") for row in read_labels(which)}
    for folder in ("corpus", "seeds"):
        for source in find_sources(SHARED / folder):
            if (name := f"{folder}/{source.name}") not in wanted:
                continue
            document = read_document(source, gazetteer, places)
            for sentence in split_body(document.text).sentences:
                found[name, sentence.start, sentence.end] = instrument_of(
                    sentence.text, source_kind=document.kind, section=sentence.section
                )
    return {
        which: [
            Labelled(row["instrument"], found[place])
            for row in read_labels(which)
            if (place := (row["document"], int(row["start"]), int(row["end"]))) in found
        ]
        for which in ("tune", "test")
    }


@pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(), reason="REGIONBENCH_SHARED names no folder with documents"
)
def test_instruments_agree_with_a_reader_on_claims_kept_apart(
    labelled: dict[str, list[Labelled]],
) -> None:
    for which, rows in labelled.items():
        assert len(rows) >= 0.95 * len(read_labels(which)), "sentences are cut otherwise now"
        print(
            f"\n{which}: {len(rows)} claims, type {share(rows, types=True):.3f}, instrument "
            f"{share(rows, types=False):.3f}, macro F1 {macro_f1(rows):.3f}"
        )
    kept = labelled["test"]
    assert share(kept, types=True) >= LEAST_TYPE
    assert share(kept, types=False) >= LEAST_INSTRUMENT
    assert macro_f1(kept) >= LEAST_MACRO
