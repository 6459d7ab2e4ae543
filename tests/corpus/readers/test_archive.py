"""An archive gives its members by name, each read or told by itself, within bounds."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.readers import archive, formats
from bench.corpus.readers.archive import read
from bench.corpus.readers.extracted import Extracted, Refused
from bench.corpus.readers.zipped import Budget
from bench.errors import DocumentError
from tests.corpus.readers.packing import docx, outcome, p, zipped

BODY = "加快建设数据中心，培育数据商。"


def found(data: bytes) -> dict[str, str]:
    """Part → its text, or the key of what is told of it."""
    return {
        one.part: one.text if isinstance(one, Extracted) else one.error.key
        for one in read(data, {})
    }


def refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as told:
        found(data)
    assert told.value.text("zh")
    assert told.value.text("en")
    return told.value.key


def raw_named(name: bytes, *, utf8: bool) -> bytes:
    """An archive whose only member has these bytes as its name."""
    info = ZipInfo("x" * len(name))
    file = io.BytesIO()
    with ZipFile(file, "w") as packed:
        packed.writestr(info, BODY)
    data = file.getvalue().replace(b"x" * len(name), name)
    if not utf8:
        return data
    flagged = bytearray(data)
    struct.pack_into("<H", flagged, 6, 0x800)
    struct.pack_into("<H", flagged, data.index(b"PK\x01\x02") + 8, 0x800)
    return bytes(flagged)


def test_members_of_any_format_are_read_in_order_of_their_names() -> None:
    data = zipped(
        {"b.txt": BODY, "a/z.docx": docx(p("甲")), "a/y.csv": "地区,措施\n杭州,一\n宁波,二\n"}
    )
    assert list(found(data).items()) == [
        ("/a/y.csv#杭州", "一"),
        ("/a/y.csv#宁波", "二"),
        ("/a/z.docx", "甲"),
        ("/b.txt", BODY),
    ]


def test_what_systems_put_beside_documents_is_left_out() -> None:
    data = zipped(
        {
            "__MACOSX/a.txt": BODY,
            ".DS_Store": "x",
            "a/Thumbs.db": "x",
            "~$a.docx": "x",
            "b/": "",
            "c.txt": BODY,
        }
    )
    assert list(found(data)) == ["/c.txt"]


@pytest.mark.parametrize(
    ("raw", "utf8"),
    [
        ("数据条例.txt".encode(), True),
        ("数据条例.txt".encode(), False),
        ("数据条例.txt".encode("gb18030"), False),
    ],
)
def test_names_are_decoded_whatever_system_packed_them(raw: bytes, utf8: bool) -> None:
    assert found(raw_named(raw, utf8=utf8)) == {"/数据条例.txt": BODY}


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("/etc/a.txt", "/etc/a.txt"),
        ("../../a.txt", "/a.txt"),
        ("C:\\Users\\a.txt", "/Users/a.txt"),
        ("a/./b//c.txt", "/a/b/c.txt"),
        ("两\n行\t.txt", "/两 行 .txt"),
        (" 空 /a.txt", "/空/a.txt"),
        ("=cmd().txt", "/=cmd().txt"),
        ("con.txt", "/con.txt"),
        ("😀.txt", "/😀.txt"),
    ],
)
def test_names_lead_nowhere(name: str, harmless: str) -> None:
    assert found(zipped({name: BODY})) == {harmless: BODY}


def test_a_member_without_a_name_is_told() -> None:
    assert found(raw_named(b"\0.txt", utf8=False)) == {"/unnamed": "corpus.other_format"}


def test_members_of_one_name_are_told_apart() -> None:
    assert list(found(zipped({"a.txt": "甲", "/a.txt": "乙", "../a.txt": "丙"}))) == [
        "/a.txt",
        "/a (2).txt",
        "/a (3).txt",
    ]


def test_a_member_that_cannot_be_read_is_told_and_the_others_are_read() -> None:
    data = zipped({"a.txt": "", "b.exe": "MZ", "c.txt": BODY, "manifest.csv": "file\na.txt\n"})
    assert found(data) == {
        "/a.txt": "corpus.empty_file",
        "/b.exe": "corpus.other_format",
        "/c.txt": BODY,
        "/manifest.csv": "corpus.archive_manifest",
    }


def test_archives_in_archives_are_read_to_a_depth() -> None:
    data = zipped({"a.txt": BODY})
    for _ in range(archive.DEEPEST):
        data = zipped({"in.zip": data})
    assert found(data) == {"/in.zip/in.zip/a.txt": BODY}
    assert found(zipped({"in.zip": data})) == {"/in.zip/in.zip/in.zip": "corpus.archive_deep"}


def test_a_broken_archive_in_an_archive_is_told() -> None:
    assert found(zipped({"a.zip": b"PK\x03\x04", "b.txt": BODY})) == {
        "/a.zip": "corpus.zip_broken",
        "/b.txt": BODY,
    }


def flagged(data: bytes, flag: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into("<H", changed, 6, flag)
    struct.pack_into("<H", changed, data.index(b"PK\x01\x02") + 8, flag)
    return bytes(changed)


def test_encrypted_members_other_methods_and_damage_are_told() -> None:
    stored = zipped({"a.txt": "abc" * 50}, ZIP_STORED)
    assert found(flagged(stored, 1)) == {"/a.txt": "corpus.zip_encrypted"}
    assert found(flagged(stored, 0x40)) == {"/a.txt": "corpus.zip_member_broken"}
    assert found(zipped({"a.txt": BODY}, ZIP_BZIP2)) == {"/a.txt": "corpus.zip_method"}
    assert found(stored.replace(b"abcabc", b"abcabd", 1)) == {"/a.txt": "corpus.zip_member_broken"}


def test_a_member_that_grows_too_much_is_told() -> None:
    data = zipped({"a.txt": b" " * 20_000_000, "b.txt": BODY})
    assert found(data) == {"/a.txt": "corpus.zip_bomb", "/b.txt": BODY}


def test_a_member_larger_than_its_format_may_be_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_LARGEST", 1000)
    assert found(zipped({"a.txt": "字" * 1000})) == {"/a.txt": "corpus.too_large"}


def test_an_archive_is_given_up_where_its_whole_is_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "_LARGEST_ALL", 1000)
    inner = zipped({"c.txt": BODY, "d.txt": "数" * 400}, ZIP_STORED)
    data = zipped({"a.txt": BODY, "b.zip": inner, "e.txt": BODY, "f.txt": BODY}, ZIP_STORED)
    assert found(data) == {"/a.txt": BODY, "/b.zip": "corpus.zip_bomb"}


def test_what_a_header_says_of_a_size_is_not_trusted() -> None:
    """The directory says one byte; unpacking counts what comes out."""
    data = bytearray(zipped({"a.txt": BODY * 10}))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 1)
    assert found(bytes(data)) == {"/a.txt": "corpus.zip_member_broken"}


def test_more_members_than_allowed_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({f"{n}.txt": BODY for n in range(5)})
    monkeypatch.setattr(archive, "Budget", lambda size: Budget(size, members=3))
    assert list(found(data)) == ["/0.txt", "/1.txt", "/2.txt", ""]


def test_a_directory_that_says_it_is_endless_is_not_read() -> None:
    data = bytearray(zipped({"a.txt": BODY}))
    struct.pack_into("<I", data, data.index(b"PK\x05\x06") + 12, 0xFFFFFFF0)
    assert refusal(bytes(data)) == "corpus.zip_broken"


def test_members_that_share_their_bytes_are_told() -> None:
    """Two entries of the directory for one piece of data, as in the better zip bomb."""
    data = zipped({"a.txt": "甲" * 50, "b.txt": "乙" * 50}, ZIP_STORED)
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    changed = bytearray(data)
    struct.pack_into("<I", changed, second + 42, 10)
    assert found(bytes(changed)) == {
        "/a.txt": "corpus.zip_overlap",
        "/b.txt": "corpus.zip_overlap",
    }


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "corpus.zip_broken"),
        (zipped({}), "corpus.archive_empty"),
        (zipped({".a.txt": BODY}), "corpus.archive_empty"),
    ],
)
def test_what_holds_no_documents_is_told(data: bytes, key: str) -> None:
    assert refusal(data) == key


def test_one_member_is_unpacked_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[str] = []

    def note(name: str, data: bytes, columns: Mapping[str, str]) -> Iterator[Extracted | Refused]:
        del columns
        unpacked.append(name)
        yield Extracted(data.decode(), "utf-8")

    monkeypatch.setattr(formats, "read_file", note)
    texts = read(zipped({"a.txt": "甲", "b.txt": "乙"}), {})
    next(texts)
    assert unpacked == ["a.txt"]


WHOLE = zipped({"a.txt": BODY, "b/c.md": BODY * 3, "in.zip": zipped({"d.txt": BODY})}, ZIP_STORED)


@given(st.data())
def test_an_archive_damaged_anywhere_is_read_or_told(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(WHOLE) - 1))
    change = data.draw(st.binary(max_size=8))
    broken = WHOLE[:at] + change + WHOLE[at + data.draw(st.integers(0, 60)) :]
    told = outcome(read, broken)
    parts = [] if isinstance(told, DocumentError) else [one.part for one in told]
    assert len(set(parts)) == len(parts)
