import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.regions import load_gazetteer
from bench.scoring.duplicates import distinct_claims
from bench.scoring.parameters import default_parameters
from bench.scoring.rollup import ROLLED_FROM, roll_up
from bench.scoring.source_kinds import SOURCE_WEIGHT, claim_weights
from tests.scoring.builders import claim, evidence

GAZETTEER = load_gazetteer()
ZHEJIANG, HANGZHOU, NINGBO = (GAZETTEER.find(name).code for name in ("浙江", "杭州", "宁波"))
REGIONS = ("浙江", "江苏", "杭州", "宁波", "海宁", "南京", "北京", "长三角", "全国")


def of(region, indicator="a.x", quote="建设数据交易所", **more):
    return {**claim(region, indicator, quote, **more), "region_code": GAZETTEER.find(region).code}


def rolled(*rows, regions=(ZHEJIANG,)):
    return roll_up(evidence(rows), GAZETTEER, regions)


def added(result):
    return result.evidence[result.evidence[ROLLED_FROM] != ""]


def test_a_citys_and_a_countys_claims_count_for_their_province_too():
    result = rolled(of("杭州"), of("海宁", start=50), of("浙江", start=90))
    assert result.evidence["region"].tolist() == ["杭州", "海宁", "浙江", "浙江", "浙江"]
    rows = added(result)
    assert rows["region_code"].tolist() == [ZHEJIANG, ZHEJIANG]
    assert rows[ROLLED_FROM].tolist() == [HANGZHOU, GAZETTEER.find("海宁").code]
    assert rows["place"].tolist() == ["杭州", "海宁"]
    assert rows["strength"].tolist() == [4.0, 4.0]


def test_what_was_added_is_told_by_region_in_claims_not_rows():
    rows = [of("杭州", indicator, start=9 * i) for i in range(3) for indicator in ("a.x", "a.y")]
    moved = rolled(*rows, of("宁波", document="b.txt")).moved
    assert moved.to_dict("split")["data"] == [
        ["杭州", HANGZHOU, "浙江", ZHEJIANG, 3],
        ["宁波", NINGBO, "浙江", ZHEJIANG, 1],
    ]


def test_only_provinces_that_are_compared_are_added_to():
    result = rolled(of("杭州"), of("南京"), regions=(HANGZHOU, GAZETTEER.find("江苏").code))
    assert added(result)["region"].tolist() == ["江苏"]
    assert rolled(of("杭州"), regions=()).moved.empty


def test_a_span_that_is_the_provinces_own_claim_is_not_added_again():
    own, other = of("浙江"), of("浙江", "a.y")
    assert added(rolled(own, of("杭州"))).empty
    assert len(added(rolled(other, of("杭州")))) == 1


def test_a_claim_of_two_cities_is_added_once_and_told_of_both():
    result = rolled(of("宁波"), of("杭州"))
    assert added(result)[ROLLED_FROM].tolist() == [f"{HANGZHOU}|{NINGBO}"]
    assert result.moved["claims"].tolist() == [1, 1]


def test_a_claim_of_two_cities_is_added_at_its_heaviest_with_its_discounts():
    table = evidence([of("杭州"), of("宁波")]).assign(**{SOURCE_WEIGHT: [0.5, 0.9]})
    assert added(roll_up(table, GAZETTEER, [ZHEJIANG]))[SOURCE_WEIGHT].tolist() == [0.9]


def test_the_place_named_stays_in_view():
    district = {**of("杭州"), "place": "滨江区"}
    assert added(rolled(district))["place"].tolist() == ["滨江区"]


def test_groups_the_nation_unknown_regions_and_claims_without_indicator_are_not_added():
    unknown = {**of("杭州"), "region_code": "X-9"}
    rows = [of("长三角"), of("全国"), unknown, {**unknown, "region_code": ""}, of("杭州", "")]
    result = rolled(*rows)
    pd.testing.assert_frame_equal(result.evidence.drop(columns=ROLLED_FROM), evidence(rows))


def test_a_table_without_rows_stays_without():
    result = rolled()
    assert result.evidence.empty
    assert result.moved.columns[-1] == "claims"


def test_a_missing_strength_is_refused():
    with pytest.raises(ValueError, match="weights must be 0 or more"):
        rolled(of("杭州", strength=float("nan")))


# A claim has one text, strength and confidence, whichever regions and indicators it bears on.
SPANS = st.lists(
    st.tuples(st.text(st.sampled_from("数据网12"), min_size=1, max_size=7), st.integers(0, 5)),
    min_size=1,
    max_size=5,
)


@st.composite
def tables(draw):
    spans = draw(SPANS)
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, len(spans) - 1),
                st.sampled_from(REGIONS),
                st.sampled_from(["", "a.x", "a.y"]),
            ),
            max_size=12,
            unique=True,
        )
    )
    return [
        of(region, name, spans[i][0], strength=spans[i][1], start=10 * i)
        for i, region, name in rows
    ]


COMPARED = [GAZETTEER.find(name).code for name in REGIONS]


@given(tables())
def test_rolling_up_twice_gives_the_same_as_once(rows):
    once = rolled(*rows, regions=COMPARED)
    twice = roll_up(once.evidence, GAZETTEER, COMPARED)
    pd.testing.assert_frame_equal(twice.evidence, once.evidence)
    pd.testing.assert_frame_equal(twice.moved, once.moved)


@given(tables())
def test_the_rows_given_stay_and_no_cell_holds_a_span_twice(rows):
    result = rolled(*rows, regions=COMPARED).evidence
    pd.testing.assert_frame_equal(
        result[: len(rows)].drop(columns=ROLLED_FROM), evidence(rows), check_dtype=bool(rows)
    )
    assert not result.duplicated(["region_code", "document", "start", "end", "indicator"]).any()


@given(tables().flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_changes_nothing(both):
    one, other = (rolled(*rows, regions=COMPARED) for rows in both)
    pd.testing.assert_frame_equal(one.moved, other.moved)
    pd.testing.assert_frame_equal(
        added(one).reset_index(drop=True), added(other).reset_index(drop=True)
    )


@given(tables().filter(bool))
def test_adding_a_claim_never_lowers_the_evidence_of_any_cell(rows):
    def cells(size):
        result = rolled(*rows[:size], regions=COMPARED).evidence
        claims = distinct_claims(result.drop(columns=ROLLED_FROM), default_parameters())
        return claims.groupby(["region_code", "indicator"])["weight"].sum()

    sooner, later = cells(len(rows) - 1), cells(len(rows))
    assert (later.reindex(sooner.index, fill_value=0) >= sooner - 1e-9).all()


@given(tables())
def test_added_rows_weigh_what_the_rows_below_do(rows):
    result = rolled(*rows, regions=COMPARED).evidence
    weights = result.assign(weight=claim_weights(result)).groupby(["start", "end"])["weight"]
    assert (weights.nunique() == 1).all()
