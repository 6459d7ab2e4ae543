"""Sentences in, evidence out."""
