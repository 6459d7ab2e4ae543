"""Regions: names in, regions out. The gazetteer, its data, and place names in texts."""

from bench.regions.extra import load_gazetteer
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher
from bench.regions.model import NATION, Level, Mention, Region

__all__ = ["NATION", "Gazetteer", "Level", "Mention", "PlaceMatcher", "Region", "load_gazetteer"]
