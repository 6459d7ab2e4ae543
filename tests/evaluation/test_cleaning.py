"""The measuring of cleaning on small files; the figures on real ones where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bench.errors import InputError
from bench.evaluation.cleaning import Amount, main, measure, pooled
from bench.evaluation.marks import Mark, MarkedFile, read_marks

DATA = Path(__file__).parents[1] / "data"
FLOORS = YAML(typ="safe").load((DATA / "floors.yaml").read_text(encoding="utf-8"))["cleaning"]
SHARED = Path(os.environ.get("REGIONBENCH_SHARED") or "not set") / "corpus"
BODY = "全省加快建设一体化算力网络，推动数据要素市场化配置改革，培育壮大数字产业集群。"
OTHER = "各市加快布局智能计算中心，支持企业用好算力资源，降低数字化转型的成本。"


def marked(folder: Path, pieces: list[tuple[str, str]]) -> MarkedFile:
    """Write a file of these pieces, each a line, with what it is."""
    (folder / "a.txt").write_text("\n".join(text for text, _ in pieces), encoding="utf-8")
    marks, at = [], 0
    for text, what in pieces:
        marks.append(Mark(at, at + len(text), what))
        at += len(text)
    return MarkedFile("a.txt", "", tuple(marks))


def test_what_is_kept_and_let_in_is_counted_in_letters(tmp_path: Path) -> None:
    file = marked(
        tmp_path,
        [
            ("数字经济规划", "body"),
            ("来源：日报", "credits"),
            (BODY, "body"),
            ("各位代表！", "frame"),
        ],
    )
    found = measure(file, tmp_path)
    letters = sum(map(str.isalnum, f"数字经济规划{BODY}"))
    assert found.body == Amount(letters, letters)
    assert found.noise == Amount(4, 0)
    assert found.amounts["frame"] == Amount(4, 0)
    assert found.faults == ()


def test_faults_are_told_with_their_text(tmp_path: Path) -> None:
    file = marked(tmp_path, [("规划", "body"), (BODY, "body"), (OTHER, "navigation")])
    assert measure(file, tmp_path).faults == (("navigation", OTHER),)
    file = marked(tmp_path, [("政策一览", "body"), ("来源：某某网", "body"), (BODY, "body")])
    assert measure(file, tmp_path).faults == (("body", "来源：某某网"),)


def test_another_printing_makes_up_for_what_is_cut_of_the_first(tmp_path: Path) -> None:
    lost = "来源：某某网"
    found = measure(marked(tmp_path, [(lost, "body"), (BODY, "body"), (OTHER, "again")]), tmp_path)
    letters = sum(map(str.isalnum, OTHER))
    assert found.body.share == 1
    assert found.noise == Amount(letters, letters - sum(map(str.isalnum, lost)))


def test_a_file_that_cannot_be_read_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.rtx").write_text(BODY, encoding="utf-8")
    found = measure(MarkedFile("a.rtx", "", (Mark(0, 20, "body"),)), tmp_path)
    assert found.body.kept == 0


def test_a_mark_outside_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("正文", encoding="utf-8")
    with pytest.raises(InputError) as told:
        measure(MarkedFile("a.txt", "", (Mark(0, 3, "body"),)), tmp_path)
    assert told.value.key == "evaluation.outside"


def test_the_command_prints_files_groups_and_kinds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = marked(tmp_path, [("规划", "body"), ("来源：某某网", "credits"), (BODY, "body")])
    rows = [f"a.txt,{mark.start},{mark.end},{mark.what},mine" for mark in file.marks]
    table = tmp_path / "marks.csv"
    table.write_text("\n".join(("file,start,end,what,group", *rows)), encoding="utf-8")
    main([str(table), str(tmp_path)])
    told = capsys.readouterr().out
    assert [line.split()[-1] for line in told.splitlines()[1:3]] == ["a.txt", "mine"]
    assert "credits" in told
    assert "nan" not in told


@pytest.mark.skipif(not SHARED.is_dir(), reason="REGIONBENCH_SHARED names no folder with documents")
def test_bodies_are_kept_and_noise_is_cut_on_real_documents() -> None:
    files = [measure(file, SHARED) for file in read_marks(DATA / "body_marks.csv", SHARED)]
    with_body = [file for file in files if file.body.marked]
    assert pooled(with_body, "").body.share >= FLOORS["body_kept"]
    low = [f.name for f in with_body if f.body.share < FLOORS["body_kept_of_each_file"]]
    assert low == []
    for form, most in FLOORS["noise_let_in"].items():
        some = pooled((f for f in with_body if f.name.endswith(form)), form)
        assert some.noise.share <= most, form
