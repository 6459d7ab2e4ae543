import os
from pathlib import Path

import pytest

from bench.corpus.manifest import Entry
from bench.evaluation.metadata import (
    EXTRA,
    MISSED,
    RIGHT,
    WRONG,
    Case,
    Read,
    by_field,
    by_way,
    measure,
    read_folder,
    read_marks,
)
from bench.regions import load_gazetteer

SHARED = os.environ.get("REGIONBENCH_SHARED", "")
MARKS = Path(__file__).resolve().parent.parent / "data" / "metadata_marks.csv"
LONG = "加快建设一体化算力网络，推动数据要素市场化配置改革，培育壮大数字产业集群，完善体制机制。"
PLAN = f"浙江省算力行动方案\n{LONG}\n浙江省人民政府\n2024年3月5日\n"


def outcomes(marks: dict[str, str], entry: Entry | None = None, **given: str) -> dict[str, str]:
    read = Read(given.get("name", "甲_2021.txt"), given.get("text", PLAN), {}, entry)
    cases = measure(
        [read],
        {(read.name, field): value for field, value in marks.items()},
        load_gazetteer(),
        named="named" in given,
    )
    return {case.field: case.outcome for case in cases}


def test_what_is_found_is_right_wrong_missed_or_extra() -> None:
    found = outcomes(
        {
            "title": "浙江省算力行动方案",
            "date": "2024-03-06",
            "number": "甲〔2024〕1号",
            "issuer": "",
        }
    )
    assert (found["title"], found["date"]) == (RIGHT, WRONG)
    assert (found["number"], found["issuer"]) == (MISSED, EXTRA)


def test_a_mark_comes_before_the_manifest_and_may_leave_a_field_unjudged() -> None:
    entry = Entry(2, region="四川", title="别的名字", date="2023", kind="规划/意见/措施")
    assert outcomes({"date": "2024"}, entry)["date"] == RIGHT
    assert outcomes({"date": "-"}, entry).get("date") is None
    assert outcomes({}, entry)["region"] == WRONG


def test_a_coarse_kind_of_the_manifest_takes_in_what_is_read_alike() -> None:
    text = PLAN.replace("行动方案", "发展的意见")
    entry = Entry(2, kind="规划/意见/措施")
    assert outcomes({}, entry, text=text)["kind"] == RIGHT
    assert outcomes({"kind": "plan"}, entry, text=text)["kind"] == WRONG


def test_without_a_name_what_only_the_name_states_is_not_asked_for() -> None:
    entry = Entry(2, date="2021")
    text = f"{LONG}{LONG}"
    assert outcomes({"date": ""}, entry, text=text)["date"] == ""
    assert outcomes({"date": ""}, entry, text=text, named="yes")["date"] == RIGHT


def test_counts_are_by_field_and_by_way() -> None:
    cases = [
        Case("a", "date", RIGHT, "signature", "2024", "2024"),
        Case("b", "date", WRONG, "signature", "2023", "2024"),
        Case("c", "date", MISSED, "", "", "2024"),
        Case("d", "date", EXTRA, "head", "2024", ""),
    ]
    assert ("date", 3, 1, 2, 1) in by_field(cases)
    assert by_way(cases) == {("date", "head"): (0, 1), ("date", "signature"): (1, 2)}


@pytest.mark.skipif(not SHARED, reason="REGIONBENCH_SHARED is not set")
@pytest.mark.parametrize("named", [False, True])
def test_public_documents_tell_what_they_are(named: bool) -> None:
    documents = list(read_folder(Path(SHARED) / "corpus"))
    cases = measure(documents, read_marks(MARKS), load_gazetteer(), named=named)
    counts = {field: (stated, right) for field, stated, right, _, _ in by_field(cases)}
    least = {"region": 0.95, "kind": 0.95, "title": 0.9, "date": 0.9, "number": 0.9, "issuer": 0.9}
    if named:
        least["title"] = 0.85  # short names of files stand for titles that their texts do not state
    for field, share in least.items():
        stated, right = counts[field]
        assert right >= share * stated, (field, right, stated)
