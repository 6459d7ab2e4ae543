"""Bytes of a file in, its texts out: a module a format."""
