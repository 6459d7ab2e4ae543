"""Where the files that travel with the program are: the catalogue, the corpus, the project file."""

from __future__ import annotations

from pathlib import Path

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
