import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.regions import Gazetteer, PlaceMatcher, Region, load_gazetteer

GAZETTEER = load_gazetteer()
MATCHER = PlaceMatcher(GAZETTEER)
LARGE = [region for region in GAZETTEER if region.level in ("province", "city")]


def places(text: str, context: str = "") -> list[tuple[str, str]]:
    """Return text and region names of the places found."""
    home = GAZETTEER.find(context) if context else None
    found = MATCHER.find(text, home)
    return [(m.text, " ".join(GAZETTEER.get(code).name for code in m.regions)) for m in found]


@pytest.mark.parametrize("region", LARGE, ids=lambda region: region.code)
def test_provinces_and_cities_are_found_by_their_full_names(region: Region) -> None:
    text = f"会议提出，支持{region.full_name}建设算力枢纽。"
    (mention,) = MATCHER.find(text)
    assert mention.regions == (region.code,)
    assert (mention.start, mention.end) == (7, 7 + len(region.full_name))


@pytest.mark.parametrize("region", LARGE, ids=lambda region: region.code)
def test_provinces_and_cities_are_found_by_their_short_names(region: Region) -> None:
    home = GAZETTEER.get(region.parent)
    text = f"本省的{home.name}、{region.name}、两地发展较快。"
    context = home if home.level == "province" else None
    found = MATCHER.find(text, context)
    wanted = text.index(region.name, 3 + len(home.name) + 1)
    assert (wanted, (region.code,)) in [(m.start, m.regions) for m in found]


@pytest.mark.parametrize(
    "region",
    [r for r in GAZETTEER if r.level == "group"],
    ids=lambda region: region.code,
)
def test_groups_are_found_by_their_names(region: Region) -> None:
    names = [a.name for a in GAZETTEER.aliases if a.codes == (region.code,) and a.in_text]
    assert names
    for name in names:
        assert places(f"推动{name}协同") == [(name, region.name)]


@pytest.mark.parametrize("region", LARGE, ids=lambda region: region.code)
def test_a_path_of_names_is_one_mention_of_the_deepest(region: Region) -> None:
    for below in GAZETTEER.children(region)[:2]:
        text = GAZETTEER.path(below)
        (mention,) = MATCHER.find(f"在{text}。")
        assert (mention.text, mention.regions) == (text, (below.code,))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("浙江省杭州市滨江区出台办法", [("浙江省杭州市滨江区", "滨江区")]),
        ("吉林省吉林市", [("吉林省吉林市", "吉林市")]),
        ("海南省海口市", [("海南省海口市", "海口")]),
        ("中国上海", [("中国上海", "上海")]),
        ("深圳前海", [("深圳前海", "深圳")]),
        ("北京、上海", [("北京", "北京"), ("上海", "上海")]),
        ("恩施州和景宁县", [("恩施州", "恩施"), ("景宁县", "景宁")]),
    ],
)
def test_names_from_large_to_small_are_one_mention(text: str, found: list[tuple[str, str]]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("南京市长江大桥", [("南京市", "南京")]),
        ("上海市场活跃", [("上海", "上海")]),
        ("南昌都市圈", [("南昌", "南昌")]),
        ("南昌市西湖区块链园", [("南昌市", "南昌")]),
        ("推广东营经验", [("东营", "东营")]),
        ("扎实推广东西部协作", []),
        ("建设美丽江苏", [("江苏", "江苏")]),
        ("隆重庆祝建国", []),
        ("深圳南山东部片区", [("深圳南山", "南山区")]),
        ("黄河南岸与太湖南岸", []),
        ("扩大沿海口岸开放", []),
        ("打造出海口", []),
        ("商业健康保险和搬迁安置", []),
        ("提高密度，加强合作，长治久安", []),
        ("发展中国家", []),
        ("健全国有企业制度", []),
    ],
)
def test_names_made_of_parts_of_other_words_do_not_count(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "浙江工商大学的学者",
        "广东财经大学教授",
        "浙江大学",
        "上海交通大学",
        "深圳特区报",
        "南方有杭州日报",
        "宁波银行放贷",
        "深圳证券交易所",
        "北京时间八点",
        "京东集团",
        "上海合作组织",
        "中非合作与印度尼西亚",
        "新华社北京1月2日电",
        "中国移动与中国科学院",
        "全国人大常委会",
        "京沪高铁和沪苏湖高铁",
        "国家标准与国家数据局",
        "绍兴市第一中学",
        "上海燧石数据科技股份有限公司",
        "杭州燧石数据科技有限责任公司",
        "省政协委员毛永吉建议",
        "不过毛永吉也看到短板",
        "镇外的长兴乡和安吉村",
    ],
)
def test_names_of_institutions_and_the_like_are_no_places(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("深圳数据交易所", [("深圳", "深圳")]),
        ("浙江省人民政府", [("浙江省", "浙江")]),
        ("上海市经信委", [("上海市", "上海")]),
        ("中共上海市委员会", [("上海市", "上海")]),
        ("内蒙古", [("内蒙古", "内蒙古")]),
        ("宁波银行业运行平稳", [("宁波", "宁波")]),
        ("杭州大学城", [("杭州", "杭州")]),
        ("北京东部", [("北京", "北京")]),
        ("浙江中小学生", [("浙江", "浙江")]),
        ("杭州引进数据科技有限公司三家", [("杭州", "杭州")]),
        ("委员提出，安吉应建设数据中心", [("安吉", "安吉")]),
        ("德清镇村两级", [("德清", "德清")]),
        ("记者在昆山看到，企业很忙", [("昆山", "昆山")]),
        ("省委书记到桐乡调研", [("桐乡", "桐乡")]),
        ("据义乌介绍，数商已有300家", [("义乌", "义乌")]),
        ("杭州支持燧石数字技术股份有限公司上云", [("杭州", "杭州")]),
        ("东方市政府和开化县政府", [("东方市", "东方"), ("开化县", "开化")]),
    ],
)
def test_a_regions_own_bodies_and_places_count(text: str, found: list[tuple[str, str]]) -> None:
    assert places(text) == found


def test_the_nation_counts_as_the_subject_but_not_as_a_yardstick() -> None:
    assert places("我国数字经济") == [("我国", "全国")]
    assert places("全国性算力网") == [("全国性", "全国")]
    assert places("规模居全国第二，并向全国推广，领先全国") == []
    assert places("中国（浙江）自由贸易试验区") == [("浙江", "浙江")]


def test_lists_are_spelt_out() -> None:
    assert places("北上广深四城") == [("北上广深", "北京 上海 广州 深圳")]
    assert places("沪苏浙皖联动") == [("沪苏浙皖", "上海 江苏 浙江 安徽")]
    assert places("深港合作") == [("深港", "深圳 香港")]
    assert places("京津冀协同") == [("京津冀", "京津冀")]
    assert places("粤港澳大湾区") == [("粤港澳大湾区", "粤港澳大湾区")]


def test_single_abbreviations_count_in_compounds_only() -> None:
    assert places("在粤企业、川电入浙、沪企") == [("粤", "广东"), ("浙", "浙江"), ("沪", "上海")]
    assert places("浙商精神、川流不息、云上贵在坚持、新青年") == []


def test_ordinary_words_need_their_suffix_or_their_parent() -> None:
    assert places("和平发展、东方智慧、公安机关、新兴产业、平安中国") == []
    assert places("广东新兴产业与甘肃合作办学，湖北公安部门") == [
        ("广东", "广东"),
        ("甘肃", "甘肃"),
        ("湖北", "湖北"),
    ]
    assert places("东方市、公安县、合作市") == [
        ("东方市", "东方"),
        ("公安县", "公安"),
        ("合作市", "合作"),
    ]
    assert places("天津和平、河西、南开三区") == [
        ("天津和平", "和平区"),
        ("河西", "河西区"),
        ("南开", "南开区"),
    ]


def test_a_districts_stem_counts_by_its_city() -> None:
    assert places("南山发力") == []
    assert places("南山发力", "深圳") == [("南山", "南山区")]
    assert places("南山发力", "广东") == []
    assert places("深圳南山、福田") == [("深圳南山", "南山区"), ("福田", "福田区")]
    assert places("杭州滨江先行") == [("杭州滨江", "滨江区")]


def test_a_name_that_recurs_is_settled_by_what_is_near_or_left_out() -> None:
    assert places("鼓楼区政府") == []
    assert places("朝阳区政府") == []
    assert [m.regions for m in MATCHER.find("南京市鼓楼区、徐州市鼓楼区")] == [
        ("320106",),
        ("320302",),
    ]
    (mention,) = MATCHER.find("鼓楼区政府", GAZETTEER.find("福州"))
    assert mention.regions == ("350102",)
    (mention,) = MATCHER.find("朝阳区政府", GAZETTEER.find("北京"))
    assert mention.regions == ("110105",)
    assert places("朝阳市政府") == [("朝阳市", "朝阳")]


def test_counties_stand_by_themselves_unless_rivers_or_another_provinces() -> None:
    assert places("浙江海宁、平湖、嘉善") == [
        ("浙江海宁", "海宁"),
        ("平湖", "平湖"),
        ("嘉善", "嘉善"),
    ]
    assert places("义乌与昆山") == [("义乌", "义乌"), ("昆山", "昆山")]
    assert places("鄱阳湖、赤水河、祁连山") == []
    assert places("柳林公园", "天津") == []


def test_stems_that_always_mean_the_place_are_words_for_a_segmenter() -> None:
    assert {"杭州", "杭州市", "长三角", "北上广深", "前海"} <= MATCHER.words
    assert not {"和平", "东方", "南山", "鼓楼区", "朝阳"} & MATCHER.words
    assert all(len(word) > 1 for word in MATCHER.words)


def test_the_matcher_pickles() -> None:
    again = pickle.loads(pickle.dumps(MATCHER))
    text = "浙江省杭州市滨江区与沪苏浙皖"
    assert again.find(text) == MATCHER.find(text)


def test_another_gazetteer_gives_other_places() -> None:
    country = GAZETTEER.find("全国")
    only = Gazetteer([country, *LARGE], [])
    assert PlaceMatcher(Gazetteer([country], [])).find("浙江与沪苏浙皖") == []
    assert [m.text for m in PlaceMatcher(only).find("浙江和长三角")] == ["浙江"]


PIECES = st.one_of(
    st.sampled_from([r.full_name for r in GAZETTEER]),
    st.sampled_from([r.name for r in GAZETTEER]),
    st.sampled_from([alias.name for alias in GAZETTEER.aliases]),
    st.sampled_from(
        ["的", "、", "和", "支持", "大学", "数据", "市场", "。", "\n", "在", "全", "A"]
    ),
    st.text(max_size=3),
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=8), st.sampled_from([None, *LARGE]))
def test_mentions_quote_the_text_are_sorted_and_apart(
    pieces: list[str], context: Region | None
) -> None:
    text = "".join(pieces)
    found = MATCHER.find(text, context)
    cursor = 0
    for mention in found:
        assert cursor <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.regions
        assert all(code in GAZETTEER for code in mention.regions)
        cursor = mention.end
    assert found == MATCHER.find(text, context)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(LARGE), min_size=1, max_size=6))
def test_full_names_parted_by_stops_are_all_found_in_order(regions: list[Region]) -> None:
    found = MATCHER.find("。".join(region.full_name for region in regions))
    assert [m.regions for m in found] == [(region.code,) for region in regions]


@given(st.lists(st.lists(PIECES, max_size=6).map("".join), max_size=4))
def test_no_place_is_found_but_at_the_spans_told_for_many_texts_at_once(texts: list[str]) -> None:
    for text, spans in zip(texts, MATCHER.spans(texts), strict=True):
        for mention in MATCHER.find(text):
            assert mention.start in {start for start, _ in spans}
            assert mention.end in {end for _, end in spans}
