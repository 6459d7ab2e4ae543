"""What became of the files of a documents folder: told, and read only where they look different."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bench.corpus import inventory as module
from bench.corpus.inventory import FolderChanges, changes_since, inventory
from bench.errors import InputError

SECOND = 1_000_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.md").write_text("甲", encoding="utf-8")
    (tmp_path / "b.txt").write_text("乙", encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file,kind\nb.txt,plan\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("丙", encoding="utf-8")
    (tmp_path / "scan.jpg").write_bytes(b"%PDF")
    return tmp_path


def touch(path: Path, seconds: int = 60) -> None:
    found = path.stat()
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns + seconds * SECOND))


def test_documents_and_manifest_are_listed_and_nothing_else(folder: Path) -> None:
    found = inventory(folder)
    assert list(found) == ["b.txt", "manifest.csv", "press/a.md"]
    assert found["b.txt"]["size"] == 3
    assert len({entry["sha256"] for entry in found.values()}) == 3


def test_a_folder_left_alone_has_not_changed(folder: Path) -> None:
    recorded = json.loads(json.dumps(inventory(folder)))
    assert not changes_since(folder, recorded)


def test_added_changed_and_removed_files_are_named(folder: Path) -> None:
    recorded = inventory(folder)
    (folder / "c.txt").write_text("丁", encoding="utf-8")
    (folder / "b.txt").write_text("乙二", encoding="utf-8")
    (folder / "press" / "a.md").unlink()
    (folder / "other.jpg").write_bytes(b"%PDF")
    found = changes_since(folder, recorded)
    assert found == FolderChanges(("c.txt",), ("b.txt",), ("press/a.md",))


def test_the_manifest_counts(folder: Path) -> None:
    recorded = inventory(folder)
    (folder / "manifest.csv").write_text("file,kind\nb.txt,law_\n", encoding="utf-8")
    touch(folder / "manifest.csv")
    assert changes_since(folder, recorded).changed == ("manifest.csv",)


def test_a_file_that_only_looks_newer_has_not_changed(folder: Path) -> None:
    recorded = inventory(folder)
    touch(folder / "b.txt")
    assert not changes_since(folder, recorded)


def test_only_files_that_look_different_are_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = inventory(folder)
    touch(folder / "b.txt")
    read: list[str] = []
    monkeypatch.setattr(module, "_digest", lambda path: read.append(path.name) or "")
    changes_since(folder, recorded)
    assert read == ["b.txt"]


def test_an_emptied_folder_has_lost_its_files(folder: Path) -> None:
    recorded = inventory(folder)
    for name in recorded:
        (folder / name).unlink()
    (folder / "scan.jpg").unlink()
    assert changes_since(folder, recorded).removed == tuple(recorded)


def test_links_that_lead_nowhere_do_no_harm(folder: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    recorded = inventory(folder)
    assert recorded["gone.txt"]["sha256"] == ""
    assert not changes_since(folder, recorded)


def test_a_wrong_manifest_is_told(folder: Path) -> None:
    recorded = inventory(folder)
    (folder / "manifest.csv").write_text("kind\nplan\n", encoding="utf-8")
    with pytest.raises(InputError):
        changes_since(folder, recorded)
