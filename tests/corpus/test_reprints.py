import os
from itertools import pairwise
from pathlib import Path

import pytest

from bench.corpus.encoding import decode
from bench.corpus.sentences import split_body
from tests.repeats.builders import sentences

SHARED = Path(os.environ.get("REGIONBENCH_SHARED") or "not set") / "corpus"
PARTS = [sentences(n, 6) for n in range(4)]
HEADINGS = ["一、总体要求", "二、重点任务", "三、重大工程", "四、保障措施"]
LINES = [
    line for heading, part in zip(HEADINGS, PARTS, strict=True) for line in (heading, "".join(part))
]
ONCE = "\n".join(["海川省算力行动方案", *LINES])


def test_a_body_printed_once_is_left_as_it_is() -> None:
    assert not [cut for cut in split_body(ONCE).cuts if cut.rule == "repeated"]


def test_the_second_printing_is_one_cut_with_its_headings() -> None:
    text = ONCE + "\n新华社海川10月9日电\n" + "\n".join(LINES)
    once, twice = split_body(ONCE), split_body(text)
    assert twice.sentences == once.sentences
    assert twice.headings == once.headings
    (cut,) = [cut for cut in twice.cuts if cut.rule == "repeated"]
    assert text[cut.start : cut.end] == "\n".join(LINES)


def test_cuts_do_not_overlap_where_the_second_printing_holds_one() -> None:
    text = "\n".join([ONCE, *LINES[:4], "— 3 —", *LINES[4:]])
    cuts = split_body(text).cuts
    assert [cut.rule for cut in cuts].count("repeated") == 2
    assert all(one.end <= other.start for one, other in pairwise(cuts))
    assert split_body(text).sentences == split_body(ONCE).sentences


@pytest.mark.skipif(not SHARED.is_dir(), reason="REGIONBENCH_SHARED names no folder with documents")
def test_of_real_documents_few_are_cut_and_only_of_what_was_printed_before() -> None:
    texts = [decode(path.read_bytes()).text for path in sorted(SHARED.rglob("*.txt"))]
    spans = [
        [(cut.start, cut.end) for cut in split_body(text).cuts if cut.rule == "repeated"]
        for text in texts
    ]
    assert 0 < sum(map(bool, spans)) <= 0.05 * len(texts)
    for text, found in zip(texts, spans, strict=True):
        for start, end in found:
            before, again = letters(text[:start]), letters(text[start:end])
            found_before = [again[at : at + 16] in before for at in range(len(again) - 15)]
            # A second printing may lack a heading: what stood on both sides of it now touches.
            assert sum(found_before) > 0.98 * len(found_before)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
