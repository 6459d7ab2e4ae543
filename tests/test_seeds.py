"""The default corpus: complete, rich in facts, in our own words, labelled by the sentence."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bench.catalogue.loading import load_catalogue
from bench.regions.extra import load_gazetteer

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
LABELS = ROOT / "tests" / "data" / "seed_labels.csv"
DIGESTS = sorted(p.name for p in SEEDS.glob("*.md") if p.name != "README.md")
KEYS = ["title", "author", "issuer", "date", "kind", "note"]

FIGURES = {
    "shenzhen_digital_economy_2025.md": [
        "2024年12月",
        "2021年7月",
        "2022年12月",
        "《深圳经济特区数据条例》",
        "《公共数据安全要求》",
        "“数据保税区”",
        "“一区两园”",
    ],
    "zhejiang_digital_evolution_2023.md": [
        "16家",
        "3家",
        "22家",
        "14家",
        "61.6%",
        "18%",
        "15%",
        "96个",
        "7万家",
        "52家",
        "6倍",
        "1000项",
        "4.49亿",
        "2834.98万",
    ],
    "digital_industry_clusters_2024.md": [
        "45个",
        "66个",
        "420个",
        "55万亿元",
        "230EFLOPS",
        "31个大类",
        "609个小类",
        "9家企业",
        "“415X”",
    ],
    "typical_cities_2024.md": [
        "1048家",
        "29%",
        "4万人",
        "486家",
        "1400家",
        "13个",
        "14个",
        "80个",
        "568.8亿美元",
        "30.8%",
        "2.5万亿元",
        "78.6%",
        "12%~22%",
        "10%~40%",
    ],
}

# Names cannot be said otherwise: titles of the sources, of laws, plans and reports, institutions.
NAMES = [
    "激发数字经济创新活力塑造高质量发展新优势",
    "数字经济的浙江进化论以更大力度实施一号发展工程",
    "完善数实融合发展体制机制打造具有国际竞争力的数字产业集群",
    "我国典型城市数字经济赋能高质量发展的经验与政策启示",
    "中国社会科学院工业经济研究所",
    "广东省数据要素市场化配置改革行动方案",
    "上海市数字经济发展十四五规划",
    "关于培育发展未来产业的指导意见",
    "制造业元宇宙暨数字经济三年行动计划",
    "关于构建数据基础制度更好发挥数据要素作用的意见",
    "高校毕业生数字经济就业创业报告",
    "浙江省先进制造业集群建设行动方案",
    "国家数字经济创新发展试验区",
    "量子信息与量子科技创新研究院",
]
RUN = 13

KINDS = {"measure", "fact", "context", "noise"}
STATUSES = {
    "measure": {"enacted", "underway", "planned", "proposed"},
    "fact": {"achieved", "planned"},
    "context": {""},
    "noise": {""},
}
SENTENCE = re.compile(r"[^。!?！？;；\n]*(?:[。!?！？;；]+[”’」』）)\"]*|\n|$)")


def read(name: str) -> str:
    return (SEEDS / name).read_text(encoding="utf-8")


def parts(name: str) -> tuple[dict[str, str], str]:
    _, front, body = read(name).split("---\n", 2)
    return YAML(typ="safe").load(front), body


def manifest() -> list[dict[str, str]]:
    with (SEEDS / "manifest.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def labels(name: str) -> list[dict[str, str]]:
    with LABELS.open(encoding="utf-8-sig", newline="") as handle:
        return [row for row in csv.DictReader(handle) if row["document"] == name]


def sentences(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in SENTENCE.finditer(text):
        raw = match.group()
        if raw.strip():
            start = match.start() + len(raw) - len(raw.lstrip())
            spans.append((start, start + len(raw.strip())))
    return spans


def han(text: str) -> str:
    return "".join(re.findall(r"[\u4e00-\u9fff]", text))


def shared_runs(text: str, sources: list[str], length: int) -> set[str]:
    """Return the runs of Chinese characters, punctuation apart, that a source has too."""
    known = {s[i : i + length] for s in map(han, sources) for i in range(len(s) - length + 1)}
    ours = han(text)
    # A mark in place of a name keeps its neighbours from joining into a run.
    for name in NAMES:
        ours = ours.replace(name, "|")
    return {ours[i : i + length] for i in range(len(ours) - length + 1)} & known


def test_there_are_four_digests_with_key_figures_to_check() -> None:
    assert set(DIGESTS) == set(FIGURES)


@pytest.mark.parametrize("name", DIGESTS)
def test_front_matter_has_every_key_and_says_it_is_a_digest(name: str) -> None:
    front, _ = parts(name)
    assert list(front) == KEYS
    assert all(isinstance(value, str) and value for value in front.values())
    assert front["kind"] in {"press", "research"}
    assert re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", front["date"])
    assert "摘编" in front["title"]
    assert "不是原文" in front["note"]


@pytest.mark.parametrize("name", DIGESTS)
def test_body_is_long_and_has_a_title_and_sections(name: str) -> None:
    front, body = parts(name)
    assert 2000 <= len(body) <= 4500
    assert re.findall(r"^# (.+)$", body, re.MULTILINE) == [front["title"]]
    assert len(re.findall(r"^## ", body, re.MULTILINE)) >= 4


@pytest.mark.parametrize("name", DIGESTS)
def test_key_figures_of_the_source_are_carried_over(name: str) -> None:
    _, body = parts(name)
    assert [figure for figure in FIGURES[name] if figure not in body] == []


def test_manifest_begins_with_a_byte_order_mark() -> None:
    assert (SEEDS / "manifest.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_manifest_lists_every_file_and_nothing_else() -> None:
    assert sorted(row["file"] for row in manifest()) == DIGESTS


@pytest.mark.parametrize("row", manifest(), ids=lambda row: row["file"])
def test_manifest_says_what_the_front_matter_says(row: dict[str, str]) -> None:
    assert list(row) == ["file", "region", "title", "issuer", "date", "kind"]
    front, _ = parts(row["file"])
    assert {key: row[key] for key in ("title", "issuer", "date", "kind")} == {
        key: front[key] for key in ("title", "issuer", "date", "kind")
    }
    assert row["region"] == ""


def test_shared_runs_finds_a_copied_phrase_across_punctuation_but_lets_names_pass() -> None:
    source = "甲乙丙丁，戊己庚辛。壬癸子丑寅"
    assert shared_runs("前文甲乙丙丁戊、己庚辛壬癸子丑后文", [source], 12)
    assert not shared_runs("前文甲乙丙丁戊后文", [source], 12)
    assert not shared_runs("《" + NAMES[0] + "》", [NAMES[0]], 12)


@pytest.mark.parametrize("name", DIGESTS)
def test_no_long_run_of_characters_is_the_sources(name: str) -> None:
    folder = os.environ.get("REGIONBENCH_SHARED")
    if not folder or not (Path(folder) / "seeds").is_dir():
        pytest.skip("REGIONBENCH_SHARED names no folder with the source documents")
    files = sorted((Path(folder) / "seeds").glob("*.txt"))
    sources = [path.read_text(encoding="utf-8") for path in files]
    assert len(sources) >= len(DIGESTS)
    assert shared_runs(read(name), sources, RUN) == set()


@pytest.mark.parametrize("name", DIGESTS)
def test_every_sentence_is_labelled_and_nothing_else(name: str) -> None:
    spans = [(int(row["start"]), int(row["end"])) for row in labels(name)]
    assert spans == sentences(read(name))


@pytest.mark.parametrize("name", DIGESTS)
def test_labels_keep_to_the_code_book(name: str) -> None:
    indicators = {i.id for i in load_catalogue(ROOT / "indicators/digital_economy.yaml").indicators}
    for row in labels(name):
        regions = [r for r in row["regions"].split("|") if r]
        filed = [i for i in row["indicators"].split("|") if i]
        assert row["kind"] in KINDS, row
        assert row["status"] in STATUSES[row["kind"]], row
        assert bool(regions) == (row["kind"] in {"measure", "fact"}), row
        assert len(set(filed)) == len(filed) <= 3, row
        assert set(filed) <= indicators, row
        assert regions or not filed, row


@pytest.mark.parametrize("name", DIGESTS)
def test_front_matter_is_noise_and_headings_are_context(name: str) -> None:
    text = read(name)
    body = len(text) - len(parts(name)[1])
    for row in labels(name):
        start = int(row["start"])
        if start < body:
            assert row["kind"] == "noise", row
        elif text[start] == "#":
            assert row["kind"] == "context", row


def test_labelled_regions_are_short_names_of_the_gazetteer() -> None:
    gazetteer = load_gazetteer()
    for name in {
        region for n in DIGESTS for row in labels(n) for region in row["regions"].split("|")
    } - {""}:
        assert gazetteer.find(name).name == name
