"""YAML in, a checked catalogue out."""
