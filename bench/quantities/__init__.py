"""Quantities: text in, the figures that it states out."""

from bench.quantities.finding import find_quantities
from bench.quantities.model import Change, Comparator, Quantity

__all__ = ["Change", "Comparator", "Quantity", "find_quantities"]
