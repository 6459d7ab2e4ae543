from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.manifest import Entry
from bench.corpus.metadata import Metadata, describe
from bench.corpus.parts import Parts
from bench.regions import PlaceMatcher, load_gazetteer

GAZETTEER = load_gazetteer()
PLACES = PlaceMatcher(GAZETTEER)
LONG = "加快建设一体化算力网络，推动数据要素市场化配置改革，培育壮大数字产业集群，完善体制机制。"


def find(text: str, path: str = "doc.txt", **given: str) -> Metadata:
    return describe(path, Parts(text), Entry(2, **given) if given else None, GAZETTEER, PLACES)


def region(found: Metadata) -> str:
    return GAZETTEER.get(found.region).name if found.region else ""


def test_the_manifest_comes_before_front_matter_and_text() -> None:
    text = (
        "---\ntitle: 前言题\nissuer: 前言社\ndate: 2022-02\nkind: 新闻\nregion: 广东\n---\n"
        f"浙江省数据条例\n2021年1月1日 浙江省第十三届人民代表大会第一次会议通过\n{LONG}"
    )
    full = find(text, title="单题", issuer="单社", date="2023-03", kind="规划", region="四川")
    assert fields(full) == ("单题", "单社", "2023-03", "plan", "四川")
    assert set(full.ways.values()) == {"manifest"}
    front = find(text)
    assert fields(front) == ("前言题", "前言社", "2022-02", "press", "广东")
    assert set(front.ways.values()) == {"front"}
    bare = find(text.split("---\n")[2])
    body = "浙江省人民代表大会"
    assert fields(bare) == ("浙江省数据条例", body, "2021-01-01", "regulation", "浙江")


def fields(found: Metadata) -> tuple[str, ...]:
    return found.title, found.issuer, found.date, found.kind, region(found)


def test_each_field_falls_back_by_itself() -> None:
    text = f"---\ntitle: 浙江省数据条例\ndate: 2022\n---\n{LONG}"
    found = find(text, issuer="省人大")
    assert (found.title, found.issuer, found.date, found.kind, region(found)) == (
        "浙江省数据条例",
        "省人大",
        "2022",
        "regulation",
        "浙江",
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"# 浙江省数据条例\n{LONG}", "浙江省数据条例"),
        (f"某某网\n浙江省数据条例\n来源：某某网\n{LONG}", "浙江省数据条例"),
        (f"<!-- 标题 -->浙江省数据条例\n{LONG}", "浙江省数据条例"),
        (f"某省关于印发\n某省算力规划的通知\n{LONG}", "某省关于印发某省算力规划的通知"),
        (f"数字经济“进化论”：一号工程怎么干？\n{LONG}", "数字经济“进化论”：一号工程怎么干？"),
        (f"一、总体要求\n{LONG}", "doc"),
        (f"第一条 为了促进数据流通，制定本条例。\n{LONG}", "doc"),
        (f"{LONG}\n浙江省数据条例", "doc"),
        ("各市人民政府：\n一、总体要求\n" + LONG, "doc"),
        ("数据" * 50_000, "doc"),
        ("。\n", "doc"),
        ("#\n", "doc"),
    ],
)  # fmt: skip
def test_the_first_line_of_the_body_is_the_title_where_it_can_be(text: str, title: str) -> None:
    assert find(text).title == title


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("doc.txt", f"浙江省数据条例\n{LONG}", "regulation"),
        ("plans/浙江_算力行动方案_2024.txt", LONG, "plan"),
        ("doc.txt", f"甲省关于发展算力的若干意见\n{LONG}", "opinion"),
        ("doc.txt", f"为发展算力，现提出如下意见。{LONG}", "opinion"),
        ("doc.txt", f"甲省关于开展算力调查的通知\n{LONG}", "notice"),
        ("doc.txt", f"甲省关于印发《算力发展规划》的通知\n{LONG}", "plan"),
        ("doc.txt", f"{LONG}\n参考文献\n[1]甲.乙[J].丙,2020.", "research"),
        ("doc.txt", f"新华社某市3月1日电 {LONG}", "press"),
        ("doc.txt", f"{LONG}“算力够用。”某厂负责人表示，记者看到，{LONG}", "press"),
        ("浙江省数据条例(2024-01-02).txt", LONG, "regulation"),
        ("doc.txt", f"为促进算力发展，特制定本行动计划。{LONG}", "plan"),
        ("doc.txt", f"{LONG}（省数据局、省财政厅负责）\n{LONG}", "plan"),
        ("doc.txt", f"某市算力跑出加速度\n{LONG}", ""),
    ],
)
def test_title_file_name_opening_and_form_show_the_kind(path: str, text: str, kind: str) -> None:
    assert find(text, path).kind == kind


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2024", "2024"),
        ("2024年5月", "2024-05"),
        ("2024.5.6", "2024-05-06"),
        ("2024/05/06 10:30", "2024-05-06"),
        ("20240506", "2024-05-06"),
        ("2024-05-06T08:00:00+08:00", "2024-05-06"),
        ("Mon, 06 May 2024 08:00:00 +0800", "2024-05-06"),
        ("公布于2024年5月6日", "2024-05-06"),
        ("2024-13-01", "2024"),
        ("2024-05-40", "2024-05"),
        ("第12345号", ""),
        ("不详", ""),
    ],
)
def test_dates_are_put_in_one_form(given: str, date: str) -> None:
    assert find(LONG, date=given).date == date


@pytest.mark.parametrize(
    ("path", "text", "date"),
    [
        ("doc.txt", f"政府工作报告\n2025年1月9日在浙江省人民代表大会会议上\n{LONG}", "2025-01-09"),
        ("doc.txt", f"某市算力加速度\n发布时间：2024-12-05\n{LONG}", "2024-12-05"),
        ("doc.txt", f"数据规划\n{LONG}\n{LONG}\n浙江省人民政府\n2024年1月2日", "2024-01-02"),
        ("条例(2021-11-25).txt", LONG, "2021-11-25"),
        ("规划_20240506.txt", LONG, "2024-05-06"),
        ("算力方案_2024.txt", LONG, "2024"),
        ("doc.txt", f"浙江省数字经济规划（2023—2025年）\n{LONG}", "2023"),
        ("doc.txt", f"数字浙江2035年远景目标纲要\n{LONG}", ""),
        ("doc.txt", f"数据规划\n{LONG}到2030年建成。", ""),
    ],
)  # fmt: skip
def test_the_date_is_found_around_the_body(path: str, text: str, date: str) -> None:
    assert find(text, path).date == date


def test_only_official_documents_have_an_issuing_region() -> None:
    assert region(find(f"浙江省算力行动方案\n{LONG}")) == "浙江"
    assert region(find(f"浙江算力跑出加速度\n{LONG}")) == ""
    assert region(find(f"浙江数字经济的经验与启示\n{LONG}")) == ""


def test_a_chain_of_places_or_a_remark_in_the_manifest_is_understood() -> None:
    assert region(find(LONG, region="浙江省/绍兴市（转载）")) == "绍兴"


def test_an_unknown_region_is_noted_and_none_is_guessed() -> None:
    found = find(f"浙江省数据条例\n{LONG}", region="乌有省")
    assert (found.region, found.note) == ("", "乌有省")


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=60))
def test_any_words_are_taken(date: str, place: str, text: str) -> None:
    found = find(text, date=date, region=place, kind=date)
    assert found.date == "" or len(found.date) in (4, 7, 10)
    assert found.note in ("", place)
    assert found.title
    assert all(0 <= sure <= 1 for sure in asdict(found.sure).values())


def test_the_format_tells_more_than_the_text_and_less_than_the_front_matter() -> None:
    told = {
        "title": "浙江省数据条例",
        "date": "2022-05-06",
        "number": "浙发[2022]3号",
        "link": "http://x",
    }
    text = Parts(f"甲\n数据条例，浙江省{LONG}")
    found = describe("a.html", text, None, GAZETTEER, PLACES, told=told)
    assert fields(found) == ("浙江省数据条例", "", "2022-05-06", "regulation", "浙江")
    assert (found.number, found.link) == ("浙发〔2022〕3号", "http://x")
    assert found.ways["title"] == found.ways["date"] == "told"
    front = Parts(f"---\ntitle: 前言题\n---\n{LONG}")
    assert describe("a", front, None, GAZETTEER, PLACES, told=told).title == "前言题"


@pytest.mark.parametrize(
    "title", ["Microsoft Word - 稿", "无标题文档", "首页", "untitled", "别的某某事"]
)
def test_a_title_that_a_program_wrote_or_that_is_of_another_text_is_not_taken(title: str) -> None:
    found = describe(
        "a.docx", Parts(f"浙江省数据条例\n{LONG}"), None, GAZETTEER, PLACES, told={"title": title}
    )
    assert found.title == "浙江省数据条例"


def test_what_is_given_is_sure_what_is_found_less_so_and_what_is_unknown_not_at_all() -> None:
    found = find(f"浙江省数据条例\n{LONG}", issuer="省人大")
    assert found.sure.issuer == 1.0
    assert 0.5 < found.sure.title < 1.0
    assert found.sure.date == found.sure.number == 0.0


def test_what_the_program_proposed_and_nobody_confirmed_is_not_sure() -> None:
    found = find(LONG, title="甲规划", date="2024", kind="plan", check="标题、日期（未找到）")
    assert found.sure.title == found.sure.date == 0.7
    assert found.sure.kind == 1.0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"甲省政府文件\n甲政发〔2020〕1号\n甲省算力规划\n{LONG}", "甲政发〔2020〕1号"),
        (f"发文字号：甲政办发 [2021] 第１２号\n甲省算力规划\n{LONG}", "甲政办发〔2021〕12号"),
        (f"甲省算力规划的通知甲政发（2020）3号各市政府：\n{LONG}", "甲政发〔2020〕3号"),
        (f"甲省算力规划\n依据《乙规划》（乙发〔2019〕9号），{LONG}", ""),
        (f"甲省算力规划\n{LONG}依据乙发〔2019〕9号文件，{LONG}", ""),
    ],
)  # fmt: skip
def test_the_number_is_the_documents_own_and_not_one_that_it_cites(text: str, number: str) -> None:
    assert find(text).number == number
