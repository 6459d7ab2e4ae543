import pytest

from bench.quantities import Quantity, find_quantities


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("企业30家", "="),
        ("企业达30家", "="),
        ("企业超过30家", ">"),
        ("企业超30家", ">"),
        ("企业突破了30家", ">"),
        ("企业30多家", ">"),
        ("企业不少于30家", "≥"),
        ("企业不低于30家", "≥"),
        ("企业30家以上", "≥"),
        ("吸引上百家企业", "≥"),
        ("企业近30家", "≈"),
        ("企业约30家", "≈"),
        ("企业30家左右", "≈"),
        ("企业不超过30家", "≤"),
        ("每家最高补助30万元", "="),
        ("给予每家最高30万元", "≤"),
        ("补贴上限为每年30万元", "≤"),
        ("涨幅3%以内", "≤"),
        ("五年内", "≤"),
        ("增加33项内容", "="),
        ("企业不足30家", "<"),
        ("位列全国前10名", "≤"),
    ],
)
def test_comparators(text: str, comparator: str) -> None:
    assert only(text).comparator == comparator


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("产值达30亿元", "level"),
        ("产值增长30%", "growth"),
        ("产值同比增长30%", "growth"),
        ("工业增加值30亿元", "level"),
        ("比重提高3个百分点", "growth"),
        ("比重提高到30%", "target_level"),
        ("企业增至30家", "target_level"),
        ("能耗下降30%", "decline"),
        ("能耗降至30%", "target_level"),
        ("产值占全国30%", "share"),
        ("产值占比达30%", "share"),
        ("产值位居全国第3位", "rank"),
        ("产值翻番", "growth"),
    ],
)
def test_changes(text: str, change: str) -> None:
    assert only(text).change == change


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("集聚人工智能核心企业1 048家。", "人工智能核心企业"),
        ("培育20家以上独角兽企业。", "独角兽企业"),
        ("发展9个快速成长的未来产业。", "未来产业"),
        ("上海市数字贸易进出口额达568.8亿美元。", "数字贸易进出口额"),
        ("2025年，全省数字经济增加值突破2万亿元。", "数字经济增加值"),
        ("5G基站数量超过22万个。", "5G基站"),
        ("对外直接投资120亿美元。", "对外直接投资"),
        ("市场占有率稳居全球首位。", "市场占有率"),
        ("15名个人荣获表彰。", "个人"),
        ("我国的开源参与者居全球第二。", "开源参与者"),
        ("给予最高500万元。", ""),
    ],
)
def test_what_is_counted(text: str, counted: str) -> None:
    assert only(text).counted == counted


def test_each_item_of_a_list_has_its_own_noun() -> None:
    found = find_quantities("建成14个国家级智能工厂、80个市级智能工厂和3家中心。")
    assert [q.counted for q in found] == ["国家级智能工厂", "市级智能工厂", "中心"]


def test_a_subject_holds_for_the_next_clause() -> None:
    found = find_quantities("软件业收入达568.8亿元，同比增长30.8%，居全国第4位。")
    assert [q.counted for q in found] == ["软件业收入"] * 3
    assert [q.change for q in found] == ["level", "growth", "rank"]


def test_a_subject_does_not_hold_for_the_next_sentence() -> None:
    assert find_quantities("软件业收入达568亿元。增长30%。")[1].counted == ""


def test_numbers_of_a_list_share_their_change() -> None:
    found = find_quantities("城乡居民收入分别增长8%和10%。")
    assert [q.change for q in found] == ["growth", "growth"]


@pytest.mark.parametrize(
    ("text", "counted", "change"),
    [
        ("用电增速高于全国3个百分点", "用电增速", "difference"),
        ("用电增速比全省平均快约3个百分点", "用电增速", "difference"),
        ("用电增长8%，好于预期3个百分点", "用电", "difference"),
        ("覆盖率超过国家目标3个百分点", "覆盖率", "difference"),
        ("覆盖率超过3个百分点", "覆盖率", "level"),
        ("用电比重提高3个百分点", "用电比重", "growth"),
        ("覆盖率比上年提高3个百分点", None, "growth"),
        ("产值高于全省30亿元", None, "level"),
    ],
)
def test_a_number_of_points_above_another_place_is_a_difference(
    text: str, counted: str | None, change: str
) -> None:
    found = find_quantities(text)[-1]
    assert found.change == change
    assert counted in (None, found.counted)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("“双百”工程企业产值达30亿元", "“双百”工程企业产值"),
        ("出台“渔港振兴30条”措施", "渔港振兴"),
        ("“渔港之星”企业300家", "“渔港之星”企业"),
    ],
)
def test_what_is_counted_has_whole_quotation_marks(text: str, counted: str) -> None:
    assert find_quantities(text)[-1].counted == counted


@pytest.mark.parametrize("text", ["跨越千年的窑火", "跨越上千年", "使用寿命超过百年"])
def test_powers_alone_count_no_years(text: str) -> None:
    assert find_quantities(text) == ()
