"""Scoring: evidence in, ranked regions out."""
