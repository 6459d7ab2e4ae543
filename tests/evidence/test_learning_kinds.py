"""Learning what is a claim: what is read, what the weights say, and the command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.errors import InputError
from bench.evidence.analysis import Analyser
from bench.evidence.genres import ARTICLES
from bench.evidence.kind_weights import OFFICIAL, SCORES, file_of
from bench.evidence.learning_kinds import KindExample, learn_kinds, main, read_kind_examples
from bench.evidence.learnt_tables import load_learnt
from bench.evidence.recurring import recurring
from tests.evidence.labelled import labels_file, row

PRESS = "沿江观察\n\n武汉在厂里装上机械臂40台。\n\n江风很大。\n"
PRACTICE = """# 一份观察

measure|smart_manufacturing|underway|成都在厂里装上机械臂60台。
context|-|-|茶香很浓。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two labelled documents with their manifest: one of press, one official."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "story.txt").write_text(PRESS, encoding="utf-8")
    (documents / "plan.txt").write_text(PRESS, encoding="utf-8")
    (documents / "manifest.csv").write_text(
        "file,region,kind\nstory.txt,,press\nplan.txt,武汉,plan\n", encoding="utf-8"
    )
    practice = tmp_path / "practice"
    practice.mkdir()
    (practice / "press_1.txt").write_text(PRACTICE, encoding="utf-8")
    (practice / "plan_1.txt").write_text(PRACTICE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def labels(folder: Path) -> Path:
    first, second = PRESS.index("武汉"), PRESS.index("江风")
    rows = [
        row(start, end, kind, doc=name)
        for name in ("story", "plan")
        for start, end, kind in ((first, second - 2, "measure"), (second, second + 5, "context"))
    ]
    return labels_file(folder, *rows)


def test_the_labelled_sentences_of_real_and_of_practice_documents_are_read(
    analyser: Analyser, folder: Path, labels: Path
) -> None:
    found = read_kind_examples(analyser, [labels], [], folder / "documents", folder / "practice")
    assert [(e.document, e.source_kind, e.kind) for e in found] == [
        (document, document.partition("_")[0].replace("story", "press"), kind)
        for document in ("story", "plan", "plan_1", "press_1")
        for kind in ("measure", "context")
    ]
    assert found[0].claim > found[1].claim
    assert not any(e.listed for e in found)


def test_what_has_no_label_is_context_where_claims_alone_are_labelled(
    analyser: Analyser, folder: Path
) -> None:
    start = PRESS.index("武汉")
    claims = labels_file(folder, row(start, PRESS.index("。") + 1, "measure", doc="plan"))
    documents = folder / "documents"
    found = read_kind_examples(analyser, [], [claims], documents, folder / "practice")
    own = [e for e in found if e.document == "plan"]
    assert [(e.kind, e.listed) for e in own] == [("measure", True), ("context", True)]
    assert [e for e in found if e.listed] == own


def test_a_labelled_document_that_is_not_there_is_told(
    analyser: Analyser, folder: Path, labels: Path
) -> None:
    (folder / "documents" / "story.txt").unlink()
    with pytest.raises(InputError, match="story"):
        read_kind_examples(analyser, [labels], [], folder / "documents", folder / "practice")


def test_a_document_of_a_region_is_read_as_official_even_without_a_kind(
    analyser: Analyser, folder: Path, labels: Path
) -> None:
    manifest = "file,region,kind\nstory.txt,武汉,\nplan.txt,武汉,plan\n"
    (folder / "documents" / "manifest.csv").write_text(manifest, encoding="utf-8")
    found = read_kind_examples(analyser, [labels], [], folder / "documents", folder / "practice")
    assert {e.source_kind for e in found if e.document == "story"} == {"plan"}


def test_from_too_few_sentences_no_string_is_learnt() -> None:
    assert learn_kinds(examples()[:2], ARTICLES).features == ()


def test_a_practice_document_that_cannot_be_read_is_told(
    analyser: Analyser, folder: Path, labels: Path
) -> None:
    (folder / "practice" / "press_2.txt").write_text("一行字\n", encoding="utf-8")
    with pytest.raises(InputError):
        read_kind_examples(analyser, [labels], [], folder / "documents", folder / "practice")


SENTENCES = (("装上机械臂", "measure"), ("茶香很浓", "context"), ("数商三十家", "fact"))


def example(document: str, text: str, kind: str, source_kind: str = "press") -> KindExample:
    """A labelled sentence of which the cues say nothing."""
    return KindExample(document, source_kind, False, text, "", 0.0, 0.0, kind)


def examples() -> list[KindExample]:
    """Three kinds of sentences in eight documents, of which the cues say nothing."""
    return [example(f"d{number}", text, kind) for number in range(8) for text, kind in SENTENCES]


def test_what_is_learnt_tells_claims_from_context_and_measures_from_facts() -> None:
    learnt = learn_kinds(examples(), ARTICLES)
    texts = ["^装上机械臂", "^茶香很浓", "^数商0家"]
    odds = learnt.log_odds(texts, recurring([""] * 3), np.zeros((3, 2)))
    assert min(odds[0, 0], odds[2, 0]) > 0 > odds[1, 0]
    assert odds[0, 1] > odds[2, 1]
    assert learnt.indicators == SCORES


def test_articles_learn_from_official_documents_too_and_these_from_their_like_alone() -> None:
    plans = [replace(e, source_kind="plan") for e in examples()]
    regulations = [replace(e, source_kind="regulation") for e in examples()]
    assert learn_kinds(examples(), OFFICIAL).features == ()
    assert learn_kinds(regulations, OFFICIAL).features == ()
    official, articles = (learn_kinds(plans, group) for group in (OFFICIAL, ARTICLES))
    assert official.features == articles.features != ()


def test_labels_of_claims_alone_count_for_official_documents_alone() -> None:
    plans = [replace(e, source_kind="plan", listed=True) for e in examples()]
    assert learn_kinds(plans, ARTICLES).features == ()
    assert learn_kinds(plans, OFFICIAL).features != ()


def test_strings_of_place_names_and_of_few_documents_have_no_weight() -> None:
    placed = [
        *examples(),
        *(example(f"d{n}", "绍兴", "fact") for n in range(8)),
        *(example("d1", "渔港", "fact") for _ in range(8)),
    ]
    assert [f for f in learn_kinds(placed, ARTICLES).features if "绍兴" in f]
    features = learn_kinds(placed, ARTICLES, ["绍兴市"]).features
    assert not [f for f in features if "绍兴" in f or "渔港" in f]
    assert "机械臂" in features


def test_the_command_writes_weights_that_can_be_read(
    folder: Path, labels: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = PRACTICE.splitlines()
    for number in range(2, 7):
        (folder / "practice" / f"press_{number}.txt").write_text("\n".join(more), "utf-8")
    command = [labels, "--documents", folder / "documents", "--practice", folder / "practice"]
    main([str(part) for part in (*command, "--out", folder)])
    articles, official = (load_learnt(folder / file_of(g), SCORES) for g in (ARTICLES, OFFICIAL))
    assert "机械臂" in articles.features
    # Two plans are too few to learn a string from.
    assert official.features == ()
    assert f"{len(articles.features)} " in capsys.readouterr().out
