"""A brief that was edited is never lost to the next run."""

from __future__ import annotations

import shutil
from pathlib import Path

from docx import Document
from typer.testing import CliRunner

from bench.cli import app
from bench.report.brief.keeping import BRIEF, kept_name
from bench.report.brief.writer import Writer


def write_brief(folder: Path) -> Path:
    writer = Writer("对标", "zh")
    writer.fill_in("牵头单位：")
    path = folder / BRIEF
    path.write_bytes(writer.packed())
    return path


def edit(path: Path) -> None:
    document = Document(str(path))
    document.paragraphs[0].add_run("市发展改革委")
    document.save(str(path))


def test_a_brief_as_written_need_not_be_kept(tmp_path: Path) -> None:
    assert kept_name(tmp_path) == ""
    write_brief(tmp_path)
    assert kept_name(tmp_path) == ""


def test_an_edited_brief_is_kept_under_a_name_that_is_free(tmp_path: Path) -> None:
    edit(write_brief(tmp_path))
    assert kept_name(tmp_path) == "brief-edited.docx"
    (tmp_path / "brief-edited.docx").touch()
    assert kept_name(tmp_path) == "brief-edited-2.docx"


def test_what_is_no_brief_any_more_is_kept(tmp_path: Path) -> None:
    (tmp_path / BRIEF).write_text("我的笔记")
    assert kept_name(tmp_path) == "brief-edited.docx"


def test_a_run_keeps_what_the_office_wrote_and_says_so(cities: Path, tmp_path: Path) -> None:
    project = tmp_path / "p"
    shutil.copytree(cities, project)
    path = project / "out" / BRIEF
    written = path.read_bytes()
    edit(path)
    edited = path.read_bytes()
    result = CliRunner().invoke(app, ["run", str(project)])
    assert result.exit_code == 0, result.output
    assert (project / "out" / "brief-edited.docx").read_bytes() == edited
    assert path.read_bytes() == written
    assert "brief-edited.docx" in result.output

    settings = project / "bench.yaml"
    text = settings.read_text(encoding="utf-8") + "brief: no\n"
    settings.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["run", str(project)])
    assert result.exit_code == 0, result.output
    assert not path.exists()
    assert (project / "out" / "brief-edited.docx").read_bytes() == edited
