"""Words of a text: kept whole, with their parts, and each segmenter with its own dictionary."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.segmentation import segmenter

TEXT = "工业互联网平台让产业大脑更聪明"
PLAIN = {fast: segmenter(fast=fast) for fast in (True, False)}
WITH_PARTS = {fast: segmenter(parts=True, fast=fast) for fast in (True, False)}


@pytest.mark.parametrize("fast", [True, False])
@settings(max_examples=40)
@given(st.text(alphabet="工业互联网平台数据要素，。 5G%x\n", max_size=20))
def test_the_words_put_together_are_the_text(fast: bool, text: str) -> None:
    assert "".join(PLAIN[fast](text)) == text


@pytest.mark.parametrize("fast", [True, False])
def test_parts_come_before_the_word_they_are_of(fast: bool) -> None:
    words = WITH_PARTS[fast]("互联网平台")
    assert words.index("互联") < words.index("互联网")
    assert "互联" not in PLAIN[fast]("互联网平台")


@pytest.mark.parametrize("fast", [True, False])
def test_a_segmenter_does_not_learn_the_words_of_another(fast: bool) -> None:
    before = PLAIN[fast](TEXT)
    own = segmenter({"产业大脑"}, fast=fast)
    assert "产业大脑" in own(TEXT)
    assert PLAIN[fast](TEXT) == before
    assert "产业大脑" not in before


@pytest.mark.parametrize("fast", [True, False])
def test_an_unknown_name_is_not_guessed(fast: bool) -> None:
    # The hidden Markov model would join characters that no dictionary joins.
    assert PLAIN[fast]("囧槑烎") == ["囧", "槑", "烎"]
