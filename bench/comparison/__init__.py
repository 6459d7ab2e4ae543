"""Comparison: profiles in, similarity out."""
