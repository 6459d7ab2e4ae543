"""Files that travel with the program: the catalogue, the corpus, and each part's own data."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.errors import RunError

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the path of a shipped file or folder.

    In an installed package these lie in ``bench/shipped``; in a clone beside the package.

    Parameters
    ----------
    name
        Path below the root, with forward slashes: ``"bench.yaml"``, ``"seeds"``,
        ``"indicators/digital_economy.yaml"``.

    Returns
    -------
    Path
        An existing path.

    Raises
    ------
    RunError
        It is in neither place: the installation is broken.
    """
    root = _PACKAGE.parent
    places = [_PACKAGE / "shipped"]
    # Without this check a folder "seeds" in site-packages could be taken for ours.
    if (root / "pyproject.toml").is_file():
        places.append(root)
    for place in places:
        if (place / name).exists():
            return place / name
    raise RunError("files.not_shipped", name=name, folder=places[0])


def data_text(package: str, name: str) -> str:
    """Return the text of the file ``name`` in the folder ``data`` of a package of the program."""
    return files(package).joinpath("data", name).read_text(encoding="utf-8")


def data_yaml(package: str, name: str) -> Any:
    """Return the content of the YAML file ``name`` in the folder ``data`` of a package."""
    return YAML(typ="safe").load(data_text(package, name))


def data_rows(package: str, name: str) -> list[dict[str, str]]:
    """Return the rows of the CSV file ``name`` in the folder ``data`` of a package."""
    return list(csv.DictReader(data_text(package, name).splitlines()))


def program_digest(parts: Iterable[str], names: Iterable[str]) -> str:
    """Return a SHA-256 digest of parts of the program, code and data.

    Parameters
    ----------
    parts
        Packages within ``bench``, all of them.
    names
        Single files within ``bench``.
    """
    found = [_PACKAGE / name for name in names]
    for part in parts:
        found += [path for path in (_PACKAGE / part).rglob("*.*") if path.suffix != ".pyc"]
    digest = hashlib.sha256()
    for path in sorted(path for path in found if path.is_file()):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
