"""Where shipped files are: in a clone, in an installed package, or missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

import bench
from bench import resources
from bench.errors import RunError
from bench.resources import shipped


@pytest.mark.parametrize("name", ["bench.yaml", "seeds", "indicators/digital_economy.yaml"])
def test_what_is_shipped_is_found(name: str) -> None:
    assert shipped(name).exists()
    assert shipped(name).as_posix().endswith(name)


DATA = sorted(Path(bench.__file__).parent.rglob("*.yaml"))


@pytest.mark.parametrize("path", DATA, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_data_are_the_same_with_and_without_libyaml(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    quick = YAML(typ="safe").load(text)
    assert repr(quick) == repr(YAML(typ="safe", pure=True).load(text))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package in an empty folder."""
    package = tmp_path / "bench"
    package.mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    return package


def test_an_installed_package_has_its_own(package: Path) -> None:
    (package / "shipped" / "seeds").mkdir(parents=True)
    assert shipped("seeds") == package / "shipped" / "seeds"


def test_in_a_clone_it_lies_beside_the_package(package: Path) -> None:
    (package.parent / "seeds").mkdir()
    (package.parent / "pyproject.toml").touch()
    assert shipped("seeds") == package.parent / "seeds"


def test_a_strangers_folder_beside_the_package_is_not_taken(package: Path) -> None:
    (package.parent / "seeds").mkdir()
    with pytest.raises(RunError) as caught:
        shipped("seeds")
    assert caught.value.exit_code == 1
    for language in ("zh", "en"):
        assert "seeds" in caught.value.text(language)
        assert str(package / "shipped") in caught.value.text(language)
