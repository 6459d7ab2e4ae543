"""Benchmark regional policy: from documents to a ranked, evidence-backed workbook."""

from __future__ import annotations


def __getattr__(name: str) -> str:
    """Look ``__version__`` up where it is asked for: that takes longer than reading settings."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("regionbench")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0.0.0"
