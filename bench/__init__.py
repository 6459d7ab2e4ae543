"""Benchmark regional policy: from documents to a ranked, evidence-backed workbook."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("regionbench")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0.0.0"
