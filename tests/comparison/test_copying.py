from hypothesis import given
from hypothesis import strategies as st

from bench.comparison.copying import copied_and_repeated
from bench.scoring.duplicates import normalise
from tests.scoring.builders import claim, evidence

TEXT = "加快建设高速泛在安全可靠的新型数字基础设施"
OWN = "设立百亿元产业母基金引导社会资本投早投小投硬科技"
LONGER = TEXT + "，" + "并向乡镇延伸"


def judged(*rows, share=0.7):
    table = evidence(list(rows))
    claims = table.assign(key=[normalise(quote) for quote in table["quote"]])
    claims = claims.drop_duplicates(["region_code", "key"])
    copied, repeated = copied_and_repeated(claims, table, share)
    return copied.tolist(), repeated.tolist()


def of(region, quote, document=""):
    return claim(region, "a.x", quote, document=document or f"{region}.txt")


def test_wording_that_another_regions_document_holds_is_copied():
    copied, repeated = judged(of("甲市", TEXT), of("乙市", TEXT + "。"), of("甲市", OWN))
    assert copied == [True, True, False]
    assert repeated == [False] * 3


def test_what_a_claim_on_no_indicator_holds_is_copied_too():
    national = {
        **of("", TEXT, "国.txt"),
        "region": "全国",
        "region_code": "100000",
        "indicator": "",
    }
    table = evidence([of("甲市", TEXT), national])
    claims = table.head(1).assign(key=normalise(TEXT))
    assert copied_and_repeated(claims, table, 0.7)[0].tolist() == [True]


def test_a_sentence_that_names_two_regions_is_joint_and_stays_so_when_printed_again():
    joint = [of(region, TEXT, "文.txt") for region in ("甲市", "乙市")]
    assert judged(*joint)[0] == [False, False]
    again = [of(region, TEXT, "转载.txt") for region in ("甲市", "乙市")]
    assert judged(*joint, *again)[0] == [False, False]


def test_own_words_in_another_document_are_no_copy():
    assert judged(of("甲市", TEXT), of("甲市", TEXT, "报道.txt"))[0] == [False]


def test_other_figures_are_another_claim():
    assert judged(of("甲市", f"{TEXT}100个"), of("乙市", f"{TEXT}200个"))[0] == [False, False]


def test_of_claims_that_repeat_each_other_in_one_region_the_longest_stays():
    rows = [of("甲市", TEXT), of("甲市", LONGER), of("甲市", OWN)]
    assert judged(*rows)[1] == [True, False, False]
    assert judged(*reversed(rows))[1] == [False, False, True]


@given(st.lists(st.sampled_from([TEXT, LONGER, OWN, TEXT[:12], LONGER[4:]]), min_size=1))
def test_something_always_stays_of_a_region(quotes):
    rows = [of("甲市", quote) for quote in quotes]
    copied, repeated = judged(*rows)
    assert not all(repeated)
    assert not any(copied)
