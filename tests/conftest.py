"""A project of five cities: two that build computing power, two that trade data, one of both."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner

from bench.cli import app

# Tests are not timed: that is for tests/performance, and a busy machine fails nothing.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

COMPUTING = (
    "建设智算中心两座，智能算力规模达到{a}00P。",
    "发放算力券{a}000万元，降低中小企业用算成本。",
    "建成5G基站{a}万个，千兆光网覆盖全部园区。",
    "推动数据中心绿色化改造，可再生能源使用率超过{a}0%。",
    "实施算力设施三年行动，新增标准机架{a}万架。",
    "建设工业互联网标识解析二级节点{a}个。",
)
TRADING = (
    "建设数据交易所，数据产品上架{a}00个，交易额突破{a}亿元。",
    "开展数据知识产权登记，颁发登记证书{a}000件。",
    "推动数据资产入表，{a}0家企业完成入表。",
    "实施公共数据授权运营，开放公共数据集{a}00个。",
    "探索数据出境负面清单，建设数据跨境服务中心。",
    "培育数据商{a}00家，发布数据流通交易规则。",
)
GOVERNING = (
    "出台数字经济促进条例，由市发展改革委牵头实施。",
    "设立数字经济发展专项资金{a}亿元。",
    "引进数字人才{a}000人，建设数字经济人才市场。",
)
CITIES = {
    "成都": (3, COMPUTING, GOVERNING),
    "青岛": (2, COMPUTING, TRADING[4:5], GOVERNING[:1]),
    "杭州": (4, TRADING, GOVERNING),
    "苏州": (5, TRADING, GOVERNING[1:]),
    "合肥": (6, COMPUTING[:2] + TRADING[:2], GOVERNING),
}
STRUCTURE = """地区,常住人口（万人）,人均GDP（万元）,制造业占比（%）
成都,2140,11.0,22
青岛,1037,16.0,24
杭州,1252,16.0,22
苏州,1295,19.2,44
合肥,1000,13.3,21
"""


def document(city: str, number: int, parts: tuple[tuple[str, ...], ...]) -> str:
    """A plan of a city; no two cities word a measure the same."""
    lines = [f"{city}市数字经济行动方案"]
    for place, part in enumerate(parts):
        lines.append(f"{'一二三'[place]}、重点任务之{place + 1}")
        lines += [f"{sentence.format(a=number)}" for sentence in part]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="session")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, run."""
    folder = tmp_path_factory.mktemp("cities")
    (folder / "documents").mkdir()
    rows = ["file,region,title,issuer,date,kind"]
    for city, (number, *parts) in CITIES.items():
        text = document(city, number, tuple(parts))
        (folder / "documents" / f"{city}.txt").write_text(text, encoding="utf-8")
        rows.append(f"{city}.txt,{city},{city}市数字经济行动方案,{city}市人民政府,2025,plan")
    (folder / "documents" / "manifest.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "structure.csv").write_text(STRUCTURE, encoding="utf-8")
    (folder / "bench.yaml").write_text(
        "title: 五市\ntarget: 青岛\nmin_claims: 2\nmin_coverage: 0.1\ndraws: 100\n"
        "structure: structure.csv\npeer_count: 2\noutput: out\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(app, ["run", str(folder)])
    assert result.exit_code == 0, result.output
    return folder
