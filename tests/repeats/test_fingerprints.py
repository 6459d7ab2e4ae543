import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.repeats.fingerprints import Fingerprint, fingerprint, likeness, read_signatures
from tests.repeats.builders import body, changed, revised


def how_like(one: str, other: str) -> float:
    signatures = read_signatures([fingerprint(one).signature, fingerprint(other).signature])
    return float(likeness(signatures[0], signatures[1:])[0])


def truly_like(one: str, other: str) -> float:
    """The likeness counted out, of texts without marks between letters."""
    a, b = ("".join(t for t in text if t.isalnum()) for text in (one, other))
    first, second = ({t[i : i + 4] for i in range(len(t) - 3)} for t in (a, b))
    return len(first & second) / len(first | second)


def test_a_signature_takes_512_bytes_however_long_the_text() -> None:
    assert {len(fingerprint(body(1, count)).signature) for count in (10, 1000)} == {512}


def test_a_text_too_short_has_no_signature() -> None:
    assert fingerprint("详见附件。") == Fingerprint(b"", 4)
    assert fingerprint("") == Fingerprint(b"", 0)


def test_it_is_the_same_on_every_machine() -> None:
    text = "".join(chr(0x4E00 + 7919 * n % 20_000) for n in range(3000))
    digest = hashlib.sha256(fingerprint(text).signature).hexdigest()
    assert digest[:16] == "040c5c490b8eda5c"


def test_head_and_line_ends_hardly_matter() -> None:
    text = body(3)
    other = "某某网 发布时间：2024-01-01\n" + text.replace("。\n", "。").replace("，", ",")
    assert how_like(text, other) > 0.95


@given(st.integers(0, 10_000), st.integers(10_001, 20_000))
def test_unrelated_texts_are_not_alike(one: int, other: int) -> None:
    assert how_like(body(one, 20), body(other, 20)) < 0.2


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.8, 1.0])
@pytest.mark.parametrize("count", [8, 60, 600])  # of short texts most bins are empty
def test_the_estimate_is_near_the_truth(kept: float, count: int) -> None:
    pairs = [(body(seed, count), revised(seed, kept, count)) for seed in range(12)]
    off = [how_like(*pair) - truly_like(*pair) for pair in pairs]
    assert abs(np.mean(off)) < 0.05
    assert np.abs(off).max() < 0.2


@given(st.integers(0, 10_000))
def test_three_characters_in_a_hundred_leave_a_text_alike(seed: int) -> None:
    text = body(seed)
    assert how_like(text, changed(text, 0.03, seed)) > 0.6
