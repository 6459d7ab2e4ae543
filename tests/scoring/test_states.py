import numpy as np

from bench.scoring.states import (
    cell_states,
    covering_documents,
    documents_about,
    read_dimensions,
    scores_with_states,
)
from tests.scoring.builders import CODES, claim, documents, evidence

A, B, C = (CODES[name] for name in ("甲市", "乙市", "丙市"))
PARTS = {"infra.net": "infra", "infra.power": "infra", "data.open": "data"}


def test_a_document_is_about_its_issuer_and_about_whom_it_often_names():
    rows = [claim("乙市", "infra.net", f"第{i}句", start=9 * i) for i in range(3)]
    rows += [claim("丙市", "infra.net", f"第{i}句", start=9 * i) for i in range(2)]
    about = documents_about(evidence(rows), documents({"a.txt": "甲市"}), [A, B, C], 3)
    assert about == {("a.txt", A), ("a.txt", B)}


def test_a_claim_that_bears_on_three_indicators_is_one_claim():
    rows = [claim("乙市", indicator, "一句") for indicator in PARTS]
    assert not documents_about(evidence(rows), documents({}), [B], 3)


def test_a_document_that_could_not_be_read_is_about_nobody():
    assert not documents_about(evidence([]), documents({"a.txt": "甲市"}, "skipped"), [A], 3)


def test_a_document_speaks_of_a_dimension_through_any_regions_evidence():
    rows = [claim("乙市", "infra.net", "一句"), claim("甲市", "", "又一句")]
    read = read_dimensions(evidence(rows), {("a.txt", A)}, [A, B], ["infra", "data"], PARTS)
    assert read.tolist() == [[True, False], [False, False]]


def test_a_document_that_could_say_anything_speaks_of_every_dimension():
    listed = documents({"a.txt": "甲市", "b.txt": "乙市"}).assign(kind=["work_report", "plan"])
    covering = covering_documents(listed, {"work_report"})
    assert covering == {("a.txt", A)}
    assert not covering_documents(listed.assign(state="skipped"), {"work_report"})
    read = read_dimensions(evidence([]), set(), [A, B], ["infra", "data"], PARTS, covering)
    assert read.tolist() == [[True, True], [False, False]]


def test_silent_is_zero_and_unread_is_no_number():
    counts, read = np.array([[1, 0, 0]]), np.array([[False, True, False]])
    states = cell_states(counts, read)
    assert states.tolist() == [["stated", "silent", "unread"]]
    scores = scores_with_states(np.array([[40.0, 0.0, 0.0]]), states)
    np.testing.assert_array_equal(scores, [[40.0, 0.0, np.nan]])
