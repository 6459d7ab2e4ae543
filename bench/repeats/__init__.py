"""What is told twice: one text in two files, versions of a document, a body printed again."""

from bench.repeats.documents import Record, Repeat, find_repeats
from bench.repeats.fingerprints import Fingerprint, fingerprint
from bench.repeats.within import repeated_pieces

__all__ = [
    "Fingerprint",
    "Record",
    "Repeat",
    "find_repeats",
    "fingerprint",
    "repeated_pieces",
]
