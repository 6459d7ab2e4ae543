import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.regions import load_gazetteer
from bench.scoring.duplicates import normalise
from bench.scoring.parents import held_pairs, parent_wording
from bench.scoring.source_kinds import DISCOUNTS, claim_weights
from tests.scoring.builders import claim, documents, evidence

GAZETTEER = load_gazetteer()
CODE = {
    name: GAZETTEER.find(name).code for name in ("全国", "浙江", "杭州", "海宁", "江苏", "长三角")
}
TEXT = "加快建设高速泛在安全可靠的新型数字基础设施"
OWN = "设立百亿元产业母基金引导社会资本投早投小投硬科技"


def of(region, quote=TEXT, document="", date="", **more):
    name = document or f"{region}.txt"
    row = claim(region, "a.x", quote, document=name, **more)
    return {**row, "region_code": CODE.get(region, "X-9"), "date": date}


def papers(*regions, **more):
    issuers = {f"{region}.txt": region for region in regions} | more
    return documents(issuers).assign(region_code=[CODE[region] for region in issuers.values()])


def judged(*rows, issued=None, share=0.8, factor=0.3):
    issued = papers("全国", "浙江", "杭州", "海宁") if issued is None else issued
    return parent_wording(evidence(rows), issued, GAZETTEER, share, factor)


@pytest.mark.parametrize(
    ("above", "region"), [("浙江", "杭州"), ("全国", "杭州"), ("全国", "浙江"), ("浙江", "海宁")]
)
def test_wording_of_a_province_or_the_nation_is_discounted_below(above, region):
    assert judged(of(above), of(region)).factors.tolist() == [1, 0.3]


def test_it_is_told_which_claim_above_a_row_shares_most_with():
    rows = [of("全国", TEXT + "体系", start=30), of("浙江", TEXT, start=60), of("杭州", start=5)]
    shared = judged(*rows).shared
    assert shared.to_dict("records") == [
        {
            "row": 1,
            "document": "浙江.txt",
            "start": 60,
            "end": 60 + len(TEXT),
            "region_code": CODE["浙江"],
            "source_document": "全国.txt",
            "source_start": 30,
            "source_end": 32 + len(TEXT),
            "share": 1.0,
        },
        {
            "row": 2,
            "document": "杭州.txt",
            "start": 5,
            "end": 5 + len(TEXT),
            "region_code": CODE["杭州"],
            "source_document": "全国.txt",
            "source_start": 30,
            "source_end": 32 + len(TEXT),
            "share": 1.0,
        },
    ]


def test_the_share_is_of_the_claims_own_pieces():
    # 19 pieces of the text above in a claim of 19 + 2 + 24 − 2 pieces; and 19 in one of 21.
    mostly_own, mostly_copied = of("杭州", TEXT + OWN), of("杭州", TEXT + "体系")
    result = judged(of("浙江"), mostly_own, mostly_copied, share=19 / 21)
    assert result.factors.tolist() == [1, 1, 0.3]
    assert result.shared["share"].tolist() == [pytest.approx(19 / 21)]
    assert judged(of("浙江", TEXT + OWN), of("杭州")).factors.tolist() == [1, 0.3]


def test_a_neighbours_or_a_lower_levels_wording_costs_nothing():
    issued = papers("江苏", "杭州")
    rows = [of("江苏"), of("杭州"), of("浙江")]
    assert judged(*rows, issued=issued).factors.tolist() == [1, 1, 1]


def test_a_task_that_a_province_gives_its_city_is_no_copy_of_the_province():
    task, other = of("杭州", document="浙江.txt"), of("杭州", document="b.txt")
    issued = papers("浙江", "全国", **{"b.txt": "浙江"})
    assert judged(of("浙江"), task, other, issued=issued).factors.tolist() == [1, 1, 1]
    assert judged(of("全国"), task, issued=issued).factors.tolist() == [1, 0.3]


def test_a_groups_claim_is_compared_with_the_nation():
    issued = papers("全国", "长三角")
    assert judged(of("全国"), of("长三角"), issued=issued).factors.tolist() == [1, 0.3]


def test_a_claim_in_the_press_is_judged_and_is_no_source():
    press = of("浙江", document="press.txt"), of("杭州", document="press.txt", start=50)
    assert judged(*press).factors.tolist() == [1, 1]
    assert judged(of("浙江"), press[1]).factors.tolist() == [1, 0.3]


@pytest.mark.parametrize(
    ("above", "own", "factor"),
    [
        ("2023", "2022-12", 1),
        ("2023-05", "2023-04-30", 1),
        ("2023", "2023-04", 0.3),
        ("2022", "2023", 0.3),
        ("2023", "", 0.3),
        ("", "2023", 0.3),
    ],
)
def test_who_said_it_first_is_not_discounted(above, own, factor):
    result = judged(of("浙江", date=above), of("杭州", date=own))
    assert result.factors.tolist() == [1, factor]


def test_a_regions_own_figure_is_its_own():
    text = "到2027年数字经济核心产业增加值占地区生产总值比重达到{}%"
    rows = [of("浙江", text.format(12)), of("杭州", text.format(20)), of("海宁", text.format(12))]
    assert judged(*rows).factors.tolist() == [1, 1, 0.3]


def test_short_texts_and_unknown_regions_keep_their_weight():
    rows = [of("全国", "上云"), of("杭州", "上云。"), of("全国"), of("某地")]
    assert judged(*rows).factors.tolist() == [1, 1, 1, 1]
    assert judged().factors.shape == (0,)
    assert judged(of("杭州"), issued=papers()).shared.empty


def test_the_factors_are_a_discount_that_claim_weights_takes_in():
    rows = evidence([of("浙江"), of("杭州")])
    factors = judged(of("浙江"), of("杭州")).factors
    np.testing.assert_allclose(claim_weights(rows.assign(**{DISCOUNTS[1]: factors})), [3.2, 0.96])


@pytest.mark.parametrize("share", [0, -1, 1.01, np.nan])
def test_a_share_out_of_range_is_refused(share):
    with pytest.raises(ValueError, match="share must be above 0"):
        judged(share=share)


@pytest.mark.parametrize("factor", [-0.1, 1.01, np.nan])
def test_a_factor_out_of_range_is_refused(factor):
    with pytest.raises(ValueError, match="factor must be 0 to 1"):
        judged(factor=factor)


TEXTS = st.text(st.sampled_from("数据网设a1"), min_size=1, max_size=9)


@given(st.lists(TEXTS, min_size=1, max_size=8), st.sampled_from([0.3, 0.5, 0.8, 1.0]))
def test_the_pairs_are_those_that_comparing_all_finds(texts, share):
    texts = sorted({normalise(text) for text in texts})
    sets = [{t[i : i + 3] for i in range(len(t) - 2)} for t in texts]
    expected = {
        (i, j): len(one & other) / len(one)
        for i, one in enumerate(sets)
        for j, other in enumerate(sets)
        if one and len(one & other) >= share * len(one) - 1e-9 and _figures_held(texts, i, j)
    }
    pairs, held = held_pairs(texts, share)
    assert len(pairs) == len(expected)
    found = dict(zip(map(tuple, pairs.tolist()), held, strict=True))
    assert found == pytest.approx(expected)


def _figures_held(texts, i, j):
    one, other = (
        sorted("".join(c if c.isdigit() else " " for c in texts[k]).split()) for k in (i, j)
    )
    return all(one.count(figure) <= other.count(figure) for figure in one)


ROWS = st.lists(
    st.builds(
        lambda region, quote, start: of(region, quote, start=10 * start),
        st.sampled_from(["全国", "浙江", "杭州", "海宁", "江苏"]),
        TEXTS,
        st.integers(0, 2),
    ),
    max_size=10,
)


@given(ROWS)
def test_a_factor_of_one_changes_nothing(rows):
    assert (judged(*rows, factor=1).factors == 1).all()


@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(range(len(rows))))))
def test_the_order_of_rows_changes_nothing(both):
    rows, order = both
    one, other = judged(*rows, share=0.5), judged(*(rows[i] for i in order), share=0.5)
    np.testing.assert_array_equal(one.factors[order], other.factors)
    rest = other.shared.assign(row=[order[i] for i in other.shared["row"]]).sort_values("row")
    pd.testing.assert_frame_equal(one.shared, rest.reset_index(drop=True), check_dtype=False)


@given(ROWS, ROWS)
def test_a_further_document_above_never_raises_a_factor(rows, more):
    above = [row for row in more if row["region"] in ("全国", "浙江")]
    more_factors = judged(*rows, *above, share=0.5).factors[: len(rows)]
    assert (more_factors <= judged(*rows, share=0.5).factors).all()
