"""What a workbook is held against: the project named, what its run recorded, or nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bench.errors import InputError
from bench.run_folder import RECORD
from bench.verification.given import PROJECT, RUN, given_for
from bench.verification.texts import read_texts
from bench.verification.verify import verify
from bench.writing import KEPT_TEXTS
from tests.verification.conftest import Ran, told


@pytest.fixture
def copied(ran: Ran, tmp_path: Path) -> Ran:
    """The project in another place: the paths that the run recorded lead nowhere."""
    shutil.copytree(ran.project, tmp_path / "elsewhere")
    return Ran(tmp_path / "elsewhere", tmp_path / "elsewhere" / "out" / ran.workbook.name)


def record_of(ran: Ran) -> dict[str, object]:
    return json.loads((ran.workbook.parent / RECORD).read_text(encoding="utf-8"))


def write_record(ran: Ran, **changes: object) -> None:
    record = {**record_of(ran), **changes}
    text = json.dumps(record, ensure_ascii=False)
    (ran.workbook.parent / RECORD).write_text(text, encoding="utf-8")


def test_what_the_run_recorded_counts_where_no_project_is_named(ran: Ran) -> None:
    given = given_for(ran.workbook, None, None)
    assert given.source == RUN
    assert given.inputs is not None
    assert given.inputs.target is not None
    assert given.inputs.structure is not None
    assert given.documents == ran.documents


def test_a_project_that_is_named_counts_instead(ran: Ran) -> None:
    given = given_for(ran.workbook, ran.project, None)
    assert given.source == PROJECT
    assert given.record is not None  # it knows what the files of the run were


def test_a_project_that_was_moved_as_a_whole_is_found(
    copied: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = dict(record_of(copied)["settings"])  # type: ignore[call-overload]
    for name in ("documents", "structure", "output"):
        settings[name] = f"/nowhere/at/all/{Path(settings[name]).name}"
    write_record(copied, settings=settings)
    monkeypatch.chdir(copied.project.parent)
    given = given_for(copied.workbook, None, None)
    assert given.documents is not None
    assert given.documents.resolve() == copied.documents.resolve()
    found = verify(copied.workbook)
    assert found.holds, told(found)


def test_the_texts_that_a_run_kept_stand_in_for_its_documents(copied: Ran) -> None:
    settings = dict(record_of(copied)["settings"])  # type: ignore[call-overload]
    write_record(copied, settings={**settings, "documents": "/nowhere/texts_of_old"})
    copied.documents.rename(copied.workbook.parent / KEPT_TEXTS)
    found = verify(copied.workbook)
    assert found.holds, told(found)
    assert "verification.kept_texts" in {note.key for note in found.notes}


@pytest.mark.parametrize("record", ["{", "[]", '{"settings": 1}', "{}"])
def test_a_record_that_says_nothing_leaves_the_workbook_alone(copied: Ran, record: str) -> None:
    (copied.workbook.parent / RECORD).write_text(record, encoding="utf-8")
    found = verify(copied.workbook)
    assert "verification.alone" in {note.key for note in found.notes}
    assert found.holds, told(found)


def test_a_table_of_structure_that_is_gone_is_told(copied: Ran) -> None:
    (copied.project / "structure.csv").unlink()
    settings = dict(record_of(copied)["settings"])  # type: ignore[call-overload]
    write_record(copied, settings={**settings, "structure": "/nowhere/structure.csv"})
    notes = {note.key for note in verify(copied.workbook).notes}
    assert "verification.no_structure" in notes


def test_a_documents_folder_that_is_not_there_is_refused(ran: Ran, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        given_for(ran.workbook, None, tmp_path / "none")
    assert caught.value.key == "settings.no_folder"


def test_documents_are_missing_changed_or_no_documents_at_all(ran: Ran, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    shutil.copytree(ran.documents, folder)
    (folder / "杭州.txt").write_text("另一份文件。", encoding="utf-8")
    (folder / "成都.txt").write_bytes(b"\0\1\2" * 50)
    (folder / "苏州.txt").unlink()
    names = ["杭州.txt", "成都.txt", "苏州.txt", "青岛.txt", "编造.txt"]
    texts = read_texts(folder, names, record_of(ran))
    assert texts.changed == {"杭州.txt"}
    assert set(texts.problems) == {"成都.txt", "苏州.txt"}
    assert texts.unknown == {"编造.txt"}
    assert set(texts.found) == {"杭州.txt", "青岛.txt"}
    assert read_texts(None, names, None).folder is None
