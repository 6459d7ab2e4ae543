"""The whole run on a small project: what it writes, that it leads back to the text, and repeats."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from bench import benchmark
from bench.benchmark import Outcome
from bench.catalogue.loading import load_catalogue
from bench.errors import InputError
from bench.report.charts.drawing import CHARTS
from bench.resources import shipped
from bench.settings import ChartSettings, load_settings
from bench.tables import TABLES
from bench.writing import WORKBOOK

# Without a table of structure there is nothing to show of how peers lie.
DRAWN = set(CHARTS) - {"peers", "volume"}  # no structure, and two regions ranked
CONTRACT = {
    "benchmark.xlsx",
    "evidence.csv",
    "claims.csv",
    "scores.csv",
    "ranking.csv",
    "documents.csv",
    "run.json",
}
FORMULAS = (
    "=SUM(1,1)成都还建成数据交易所，登记数据产品900个，服务企业60家。",
    "+成都建设工业互联网平台，接入设备7万台，服务企业80家。",
    "-1+成都推动企业上云，新增上云企业4000家，培育服务商50家。",
    "@成都开放公共数据，上线数据目录2000项，覆盖部门70个。",
)
DOCUMENTS = {
    "press/west.md": "\n".join(
        [
            "# 西部算力走访",
            "",
            "成都建成智算中心两座，算力规模达到3000 PFLOPS，服务企业四百余家。"
            "同时，发放算力券1200万元，推进数据中心绿色化改造，PUE降到1.2。",
            "",
            "重庆开通数据交易所，登记数据产品600个，培育数商200家。"
            "当地还组建数字人才学院，每年培训技能人才8000人次。",
            "",
            *[line for formula in FORMULAS for line in (formula, "")],
            "责任编辑：李四",
            "",
        ]
    ),
    "plan.txt": "\r\n".join(
        [
            "重庆市数字产业发展三年行动计划",
            "一、主要目标",
            "到2028年，全市建成工业互联网平台30个，培育智能工厂120家。",
            "二、主要任务",
            "建设智算中心和算力调度平台，推动算力规模翻一番。",
            "制定数据交易规则，支持企业登记数据产品，推进公共数据开放。",
            "设立数字产业专项资金，给予入库企业最高200万元补助。",
            "引进高层次人才，开展数字技能培训。",
            "",
        ]
    ),
    "rules.txt": "\n".join(
        [
            "成都市数据条例",
            "第一条　市人民政府应当统筹公共数据开放，建立数据分类分级保护制度。",
            "第二条　数据处理者应当开展数据安全风险评估，不得非法买卖个人信息。",
            "第三条　市大数据主管部门负责制定公共数据授权运营规则。",
            "",
        ]
    ),
}
MANIFEST = """file,region,title,issuer,date,kind
press/west.md,,西部算力走访,某报,2025-06-01,press
plan.txt,重庆,,,2025,plan
rules.txt,成都,,,2024-10,regulation
gone.txt,成都,,,,
"""
SKIPPED = ("broken.txt", "gone.txt", "table.xlsx")
PROJECT = """title: 西部两地对标
documents: documents
output: out
regions: [成都, 重庆]
target: 成都
min_claims: 2
draws: 200
"""


@dataclass(frozen=True)
class Run:
    """A project, what a run of it gave, and how to read what it wrote."""

    project: Path
    outcome: Outcome

    def table(self, name: str) -> pd.DataFrame:
        path = self.outcome.output / f"{name}.csv"
        return pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False, lineterminator="\n")

    def record(self) -> dict[str, object]:
        text = (self.outcome.output / "run.json").read_text(encoding="utf-8")
        return json.loads(text)

    def text(self, document: str) -> str:
        data = (self.project / "documents" / document).read_bytes()
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def make_project(folder: Path, settings: str = PROJECT) -> Path:
    for name, text in DOCUMENTS.items():
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8-sig" if name == "plan.txt" else "utf-8"))
    (folder / "documents" / "broken.txt").write_bytes(b"\x00\x01\x02\x03" * 40)
    (folder / "documents" / "table.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "documents" / "manifest.csv").write_text(MANIFEST, encoding="utf-8-sig")
    (folder / "bench.yaml").write_text(settings, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def done(project: Path) -> Run:
    return Run(project, benchmark.run(load_settings(project)))


@pytest.fixture(scope="module")
def english(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same in English, elsewhere, with the texts kept."""
    output = tmp_path_factory.mktemp("english")
    settings = load_settings(project).overridden(language="en", output=output)
    return Run(project, benchmark.run(settings, keep_text=True))


def cells(path: Path) -> Iterator[tuple[str, str, object, str]]:
    workbook = load_workbook(path)
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield sheet.title, cell.coordinate, cell.value, cell.data_type


# --- what is written ----------------------------------------------------------------------------


def test_every_file_of_the_contract_is_written_and_told(done: Run) -> None:
    output = done.outcome.output
    written = {path.name for path in output.iterdir() if path != output / "store"}
    assert written == set(done.outcome.files) == set(done.record()["files"])
    assert written >= CONTRACT | {f"{name}.png" for name in DRAWN}
    assert "peers.png" not in written
    assert all((output / name).stat().st_size for name in written)


@pytest.mark.parametrize("schema", TABLES, ids=lambda schema: schema.name)
def test_tables_have_their_schemas(done: Run, schema) -> None:
    schema.check(done.table(schema.name))


def test_csv_is_utf8_with_byte_order_mark_and_plain_line_ends(done: Run) -> None:
    for schema in TABLES:
        data = (done.outcome.output / f"{schema.name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        assert data.endswith(b"\n")


def test_charts_are_pictures(done: Run) -> None:
    for name in DRAWN:
        assert (done.outcome.output / f"{name}.png").read_bytes().startswith(b"\x89PNG\r\n")


def test_every_quote_is_the_text_at_its_offsets(done: Run) -> None:
    for name in ("evidence", "claims"):
        table = done.table(name)
        assert set(table["document"]) == set(DOCUMENTS)
        for row in table.to_dict("records"):
            assert row["quote"] == done.text(row["document"])[row["start"] : row["end"]]


def test_what_was_cut_leads_back_to_the_text_too(done: Run) -> None:
    cuts = done.table("cuts")
    assert "责任编辑：李四" in "".join(cuts["text"])
    for row in cuts.to_dict("records"):
        assert row["text"] == done.text(row["document"])[row["start"] : row["end"]]


def test_values_are_those_of_the_contract(done: Run) -> None:
    evidence = done.table("evidence")
    known = {i.id for i in load_catalogue(shipped("indicators/digital_economy.yaml")).indicators}
    assert set(evidence["kind"]) <= {"measure", "fact"}
    assert set(evidence["status"]) <= {"enacted", "underway", "planned", "proposed", "achieved"}
    assert set(evidence["indicator"]) <= known | {""}
    assert evidence["confidence"].between(0, 1).all()
    assert set(done.table("scores")["state"]) <= {"stated", "silent", "unread"}


def test_regions_are_ranked_on_evidence_of_their_own(done: Run) -> None:
    ranking, evidence = done.table("ranking"), done.table("evidence")
    assert set(ranking["region"]) == {"成都", "重庆"}
    assert sorted(ranking["rank"].astype(int)) == [1, 2]
    for row in ranking.to_dict("records"):
        own = evidence[evidence["region"] == row["region"]]
        assert row["claims"] == len(own[["document", "start"]].drop_duplicates())
        assert row["rank_low"] <= row["rank"] <= row["rank_high"]
    dimensions = {"infrastructure", "data_markets", "clusters", "governance"}
    assert dimensions <= set(ranking.columns)


def test_a_stated_score_has_evidence_and_a_silent_one_has_none(done: Run) -> None:
    evidence = done.table("evidence")
    pairs = set(zip(evidence["region"], evidence["indicator"], strict=True))
    for row in done.table("scores").to_dict("records"):
        assert (row["state"] == "stated") == ((row["region"], row["indicator"]) in pairs)
        assert (float(row["score"]) > 0) == (row["state"] == "stated")


def test_the_record_says_what_was_run(done: Run) -> None:
    record = done.record()
    assert record["documents"] == {"read": 3, "skipped": 3}
    assert record["evidence"] == len(done.table("evidence"))
    assert record["claims"] == len(done.table("claims"))
    assert record["settings"]["regions"] == ["成都", "重庆"]
    assert record["regions_ranked"] == 2
    assert len(record["catalogue_fingerprint"]) >= 12


# --- unreadable documents -----------------------------------------------------------------------


def test_a_document_that_cannot_be_read_is_reported_and_the_run_goes_on(done: Run) -> None:
    documents = done.table("documents").set_index("document")
    assert set(documents.index) == {*DOCUMENTS, *SKIPPED}
    for name in SKIPPED:
        assert documents.loc[name, "state"] == "skipped"
        assert documents.loc[name, "problem"]
        assert any(name in warning for warning in done.outcome.warnings)
    read = documents.drop([*SKIPPED])
    assert (read["state"] == "read").all()
    assert (read["claims"] > 0).all()


def test_metadata_come_from_the_manifest(done: Run) -> None:
    documents = done.table("documents").set_index("document")
    assert documents.loc["plan.txt", "region"] == "重庆"
    assert documents.loc["rules.txt", "kind"] == "regulation"
    assert documents.loc["press/west.md", "date"] == "2025-06-01"


# --- it repeats ---------------------------------------------------------------------------------


def test_what_a_run_no_longer_writes_is_taken_away(tmp_path: Path) -> None:
    settings = load_settings(make_project(tmp_path))
    drawn = settings.model_copy(update={"charts": ChartSettings(svg=True)})
    assert "ranking.svg" in benchmark.run(drawn).files
    output = settings.output
    assert (output / "ranking.svg").exists()
    (output / "notes.csv").write_text("mine", encoding="utf-8")
    record = json.loads((output / "run.json").read_text(encoding="utf-8"))
    (output / "gone.png").write_bytes(b"")
    record["files"].append("gone.png")
    (output / "run.json").write_text(json.dumps(record), encoding="utf-8")
    benchmark.run(settings)
    assert not (output / "gone.png").exists()
    assert not list(output.glob("*.svg"))
    assert (output / "notes.csv").read_text(encoding="utf-8") == "mine"


def test_the_same_inputs_give_the_same_files(done: Run, tmp_path: Path) -> None:
    settings = load_settings(done.project).overridden(output=tmp_path)
    again = Run(done.project, benchmark.run(settings))
    for name in done.outcome.files:
        if name.endswith((".csv", ".png")):
            first, second = ((r.outcome.output / name).read_bytes() for r in (done, again))
            assert first == second, name
    books = [list(cells(r.outcome.output / WORKBOOK)) for r in (done, again)]
    assert books[0] == books[1]
    records = [r.record() for r in (done, again)]
    for record in records:
        record["settings"].pop("output")
        assert record.pop("started")
        assert record.pop("seconds") > 0
    assert records[0] == records[1]


def test_a_document_more_leaves_the_evidence_of_the_others_as_it_was(
    done: Run, tmp_path: Path
) -> None:
    make_project(tmp_path)
    extra = "贵阳观察\n\n贵阳建成数据交易所，挂牌数据产品2000个，服务企业900家。\n"
    (tmp_path / "documents" / "extra.txt").write_text(extra, encoding="utf-8")
    more = Run(tmp_path, benchmark.run(load_settings(tmp_path))).table("evidence")
    assert "extra.txt" in set(more["document"])
    others = more[more["document"] != "extra.txt"]
    assert others.to_dict("records") == done.table("evidence").to_dict("records")


# --- spreadsheets -------------------------------------------------------------------------------


def test_a_sentence_that_looks_like_a_formula_is_text_in_the_workbook(done: Run) -> None:
    quotes = set(done.table("evidence")["quote"])
    assert set(FORMULAS) <= quotes
    found = {value: kind for *_, value, kind in cells(done.outcome.output / WORKBOOK)}
    assert {found[formula] for formula in FORMULAS} == {"s"}


def test_formulas_of_the_workbook_only_link_within_it(done: Run) -> None:
    formulas = [v for *_, v, kind in cells(done.outcome.output / WORKBOOK) if kind == "f"]
    assert formulas
    for formula in map(str, formulas):
        assert formula.startswith('=HYPERLINK("#') or not re.search(r"HYPERLINK|://|\[", formula)


# --- English, kept texts ------------------------------------------------------------------------


def test_an_english_run_finds_the_same_and_says_it_in_english(done: Run, english: Run) -> None:
    for name in ("evidence", "claims", "scores"):
        pd.testing.assert_frame_equal(english.table(name), done.table(name))
    problems = english.table("documents")["problem"]
    assert "".join(problems).isascii()
    assert (problems != "").sum() == len(SKIPPED)
    assert any("skipped" in warning for warning in english.outcome.warnings)
    workbook = load_workbook(english.outcome.output / WORKBOOK, read_only=True)
    assert all(sheet.isascii() for sheet in workbook.sheetnames)


def test_kept_texts_are_what_the_offsets_refer_to(english: Run) -> None:
    folder = english.outcome.output / "texts"
    kept = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert kept == set(DOCUMENTS)
    for row in english.table("evidence").to_dict("records"):
        text = (folder / row["document"]).read_bytes().decode("utf-8")
        assert text[row["start"] : row["end"]] == row["quote"]


def test_texts_are_not_kept_unless_asked_for(done: Run) -> None:
    assert not (done.outcome.output / "texts").exists()


# --- how sure the ranking is ---------------------------------------------------------------------


def test_chances_and_pairs_are_of_the_regions_ranked(done: Run) -> None:
    chances = done.table("rank_chances").groupby("region")["chance"].sum()
    assert chances.to_dict() == pytest.approx({"成都": 1.0, "重庆": 1.0})
    (pair,) = done.table("pairs").to_dict("records")
    ranking = done.table("ranking")["region"].tolist()
    assert [pair["region"], pair["other"]] == ranking
    assert set(done.table("leave_one_out")["kind"]) == {"indicator", "dimension", "document"}


def test_where_nobody_is_ranked_there_is_a_report_that_says_so(done: Run, tmp_path: Path) -> None:
    settings = load_settings(done.project).model_copy(update={"min_claims": 500})
    none = Run(done.project, benchmark.run(settings.overridden(output=tmp_path)))
    for name in ("rank_chances", "pairs", "leave_one_out", "volume"):
        assert none.table(name).empty
    sheet = load_workbook(tmp_path / WORKBOOK)["可靠程度"]
    assert "没有地区有排名" in str([cell.value for cell in sheet["B"]])


def test_evidence_that_does_not_name_the_subject_is_told(done: Run, tmp_path: Path) -> None:
    text = shipped("indicators/digital_economy.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^learnt:.*$", "", text, flags=re.MULTILINE)
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")
    settings = load_settings(done.project).overridden(output=tmp_path / "out", catalogue=own)
    for off_theme, told in ((1.0, True), (0.0, False)):
        theme = f"theme: [海市蜃楼]\nmethod: {{off_theme: {off_theme}}}\n"
        changed = re.sub(r"^theme: \[.*?^\]\n", theme, text, flags=re.MULTILINE | re.DOTALL)
        own.write_text(changed, encoding="utf-8")
        outcome = benchmark.run(settings)
        assert any("theme_only" in warning for warning in outcome.warnings) is told
        assert not any("theme_only" in warning for warning in done.outcome.warnings)


# --- the shipped example ------------------------------------------------------------------------


def test_the_shipped_example_runs_and_ranks_its_regions(tmp_path: Path) -> None:
    settings = load_settings(shipped("bench.yaml")).overridden(output=tmp_path)
    outcome = benchmark.run(settings)
    # A province beside its own city is a choice of the example, and told.
    (nested,) = outcome.warnings
    assert "浙江与杭州" in nested
    assert outcome.target == "杭州"
    ranked = outcome.ranking[outcome.ranking["rank"].notna()]
    assert set(ranked["region"]) == {"深圳", "浙江", "杭州", "上海"}
    assert set(outcome.files) >= CONTRACT


# --- problems -----------------------------------------------------------------------------------


def test_progress_is_told_batch_by_batch(tmp_path: Path, quick: Callable[..., Path]) -> None:
    told: list[tuple[int, int, str]] = []
    with pytest.raises(InputError):
        benchmark.run(load_settings(quick(tmp_path)), progress=lambda *step: told.append(step))
    assert told == [(0, 2, "a.txt"), (2, 2, "b.txt"), (2, 2, "正在计算并写出报告……")]


@pytest.fixture
def quick() -> Callable[..., Path]:
    """A project in which no document can be read: it ends before the report is drawn."""

    def make(folder: Path, settings: str = "documents: documents\n") -> Path:
        (folder / "documents").mkdir()
        for name in ("a.txt", "b.txt"):
            (folder / "documents" / name).write_bytes(b"\x00\x01\x02\x03" * 40)
        (folder / "bench.yaml").write_text(settings, encoding="utf-8")
        return folder

    return make


def test_where_no_document_can_be_read_there_is_no_report(
    tmp_path: Path, quick: Callable[..., Path]
) -> None:
    with pytest.raises(InputError) as caught:
        benchmark.run(load_settings(quick(tmp_path)))
    assert caught.value.key == "run.nothing_read"
    assert "a.txt" in caught.value.text("en")
    output = tmp_path / "reports"
    assert {path.name for path in output.iterdir()} <= {"store"}


def test_a_target_that_is_not_compared_is_refused_before_reading(
    tmp_path: Path, quick: Callable[..., Path]
) -> None:
    project = quick(tmp_path, "documents: documents\nregions: [成都]\ntarget: 重庆\n")
    with pytest.raises(InputError) as caught:
        benchmark.load_inputs(load_settings(project))
    assert caught.value.key == "run.target_not_compared"
    assert "bench.yaml:3" in caught.value.text()
