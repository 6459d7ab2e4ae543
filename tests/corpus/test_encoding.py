import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.encoding import decode
from bench.errors import DocumentError

HAN = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("，。；：“”（）《》、0123456789 \n"),
        st.sampled_from("𠮷𡈽㐂㑇éü€①Ⅱ"),  # four bytes, symbols, letters with accents
    ),
    min_size=40,
    max_size=400,
)
ORDINARY = "".join(f"第{n}条 加快建设数据中心，培育壮大数据产业。\n" for n in range(40))


def normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffd")))
def test_any_text_in_utf8_decodes_to_itself(text: str) -> None:
    found = decode(text.encode())
    assert (found.text, found.encoding, found.damaged) == (text, "utf-8", 0)


@given(HAN)
def test_chinese_text_in_gb18030_decodes_to_itself(text: str) -> None:
    data = text.encode("gb18030")
    found = decode(data)
    if not is_utf8(data):  # pure ASCII is both
        assert (found.encoding, found.damaged) == ("gb18030", 0)
    assert found.text == text


def is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        "数字经济",
        "四川省",
        "数据二十条",
        "杭州市算力券",
        "浙江数字经济促进条例",
        "发展AI产业",
        "加快𠮷建设",
    ],
)
def test_short_texts_in_gb18030_are_read(text: str) -> None:
    found = decode(text.encode("gb18030"))
    assert (found.text, found.encoding) == (text, "gb18030")


def test_few_chinese_characters_among_much_ascii_are_read_as_gb18030() -> None:
    text = "id,value\n" + "1,2\n" * 500 + "合计,1000\n"
    found = decode(text.encode("gb18030"))
    assert (found.text, found.encoding, found.damaged) == (text, "gb18030", 0)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        ("\ufeff".encode("gb18030"), "gb18030"),
    ],
)
def test_a_byte_order_mark_decides_and_is_dropped(mark: bytes, encoding: str) -> None:
    text = "数字经济𠮷\n第二行"
    found = decode(mark + text.encode(encoding))
    assert (found.text, found.encoding, found.damaged) == (text, encoding, 0)


def test_offsets_count_from_after_the_byte_order_mark() -> None:
    found = decode(codecs.BOM_UTF8 + "甲乙\r\n丙".encode())
    assert found.text.index("丙") == 3


@given(st.lists(st.sampled_from(["甲", "\r\n", "\r", "\n", "b"])).map("".join))
def test_line_ends_become_newlines(text: str) -> None:
    found = decode(text.encode()).text
    assert found == normal(text)
    assert "\r" not in found


@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_utf8_with_a_few_broken_bytes_stays_utf8(chance: random.Random, count: int) -> None:
    data = bytearray(ORDINARY.encode())
    for at in chance.sample(range(len(data)), count):
        data[at] = 0xFF
    found = decode(bytes(data))
    assert found.encoding == "utf-8"
    assert 1 <= found.damaged <= 3 * count
    assert found.text.startswith("第") or data[:3] != ORDINARY.encode()[:3]


def test_text_cut_off_within_a_character_is_read() -> None:
    for size in (10, 11, 100):
        data = ("数字经济" * 100).encode()[: 3 * size + 1]
        found = decode(data)
        assert (found.encoding, found.damaged) == ("utf-8", 1)


def test_gb18030_with_a_broken_byte_stays_gb18030() -> None:
    data = bytearray(ORDINARY.encode("gb18030"))
    data[-3] = 0xFF
    found = decode(bytes(data))
    assert found.encoding == "gb18030"
    assert found.damaged >= 1
    assert found.text.startswith("第0条 加快建设数据中心")


def test_too_much_damage_is_told() -> None:
    data = "数字经济".encode() + b"\xff" * 40 + "数据要素市场".encode()
    with pytest.raises(DocumentError) as told:
        decode(data)
    assert told.value.key == "corpus.broken_encoding"
    assert str(told.value.values["damaged"]) in str(told.value)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        b"PK\x03\x04" + random.Random(1).randbytes(5000),
        random.Random(2).randbytes(300),
        b"\x00" * 100,
    ],
)
def test_binary_files_are_told(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"文本|编码"):
        decode(data)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark_is_known_by_its_nuls(encoding: str) -> None:
    text = "数字经济促进条例。\n第一条 一切从实际出发，用好 AI。\n"
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding, found.damaged) == (text, encoding, 0)


TRADITIONAL = "推動數位經濟發展，建設資料中心。\n"


def test_big5_is_read_where_it_is_declared() -> None:
    found = decode(TRADITIONAL.encode("big5"), "Big5")
    assert (found.text, found.encoding, found.damaged) == (TRADITIONAL, "big5hkscs", 0)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_big5_is_not_believed_where_the_bytes_are_something_else(encoding: str) -> None:
    text = "加快建设数据中心，培育壮大数据产业。"
    found = decode(text.encode(encoding), "big5")
    assert (found.text, found.encoding) == (text, encoding)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_are_told(data: bytes) -> None:
    try:
        found = decode(data)
    except DocumentError as error:
        found = None
        told = error.key
    assert found is not None or told in ("corpus.not_text", "corpus.broken_encoding")
    assert found is None or found.text.count("\ufffd") == found.damaged


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"").text == ""
