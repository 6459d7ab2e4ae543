"""Which reader reads a file: by its name, by its first bytes where they say something else."""

from __future__ import annotations

import io
from contextlib import suppress
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from zipfile import ZipFile

import pytest

from bench.corpus.readers import formats
from bench.corpus.readers.extracted import Extracted
from bench.corpus.readers.formats import FORMATS, read_file
from bench.errors import DocumentError
from tests.corpus.readers.pdfs import pdf_of, typeset

SENTENCE = "加快建设数据中心，培育壮大数据产业，到2027年建成三个算力枢纽。"
PAGE = f"<html><head><title>意见</title></head><body><p>{SENTENCE * 3}</p></body></html>"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def read(name: str, data: bytes) -> Extracted:
    (found,) = read_file(name, data, {})
    assert isinstance(found, Extracted)
    return found


def told(name: str, data: bytes) -> str:
    with pytest.raises(DocumentError) as error:
        list(read_file(name, data, {}))
    assert error.value.text("zh") != error.value.text("en")
    return error.value.key


def zipped(*names: str) -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "folder/a.md"])
def test_a_text_is_read_as_one(name: str) -> None:
    assert read(name, SENTENCE.encode()).notes == {}


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.shtml"])
def test_a_page_is_read_as_one(name: str) -> None:
    found = read(name, PAGE.encode())
    assert (found.text, found.notes) == (SENTENCE * 3, {})


@pytest.mark.parametrize("name", ["a.doc", "a.txt", "a.pdf", "a.xls", "noending"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_page_under_another_name_is_read_as_one_and_noted(name: str, encoding: str) -> None:
    found = read(name, f"  <!DOCTYPE html>\n{PAGE}".encode(encoding))
    assert found.text == SENTENCE * 3
    assert list(found.notes) == ["corpus.really_html"]


def test_a_page_saved_as_one_file_is_read() -> None:
    letter = MIMEMultipart("related")
    letter["Snapshot-Content-Location"] = "https://www.example.gov.cn/a.html"
    letter.attach(MIMEText(PAGE, "html", "gb18030"))
    letter.attach(MIMEText("p { color: red }", "css"))
    for name in ("a.mht", "a.doc"):
        found = read(name, letter.as_bytes())
        assert found.text == SENTENCE * 3
        assert found.told["link"] == "https://www.example.gov.cn/a.html"


def test_a_text_that_speaks_of_html_stays_a_text() -> None:
    text = f"网页的第一行是 <html>。{SENTENCE}"
    assert read("a.txt", text.encode()).text == text


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.doc", "noending"])
def test_a_pdf_is_read_as_one(name: str) -> None:
    found = read(name, pdf_of(typeset([SENTENCE * 3])))
    assert found.text == SENTENCE * 3
    assert list(found.notes) == ([] if name == "a.pdf" else ["corpus.really_pdf"])


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (OLD, "corpus.old_office"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "corpus.protected"),
        (b"{\\rtf1\\ansi text}", "corpus.rich_text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "corpus.picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "corpus.picture"),
        (b"Rar!\x1a\x07\x01\x00", "corpus.other_archive"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "corpus.ofd"),
    ],
)
@pytest.mark.parametrize("name", ["a.doc", "a.docx", "a.txt", "a.pdf", "a.ofd", "a.jpg"])
def test_what_can_be_saved_anew_is_told_with_how(name: str, data: bytes, key: str) -> None:
    assert told(name, data) == key


@pytest.mark.parametrize("name", ["a.pptx", "a.json", "a.mp3", "noending"])
def test_another_format_is_told_with_those_that_are_read(name: str) -> None:
    assert told(name, b"anything") == "corpus.other_format"


def test_a_presentation_is_no_archive_of_documents() -> None:
    assert told("a.pptx", zipped("[Content_Types].xml", "ppt/a.xml")) == "corpus.other_format"


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.docx", "a.xlsx", "a.zip"])
def test_an_empty_file_is_told(name: str) -> None:
    assert told(name, b"") == "corpus.empty_file"


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.module)
def test_a_file_that_is_too_large_is_not_read(
    known: formats.Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = formats.Format(known.module, known.endings, 10, known.guarded)
    monkeypatch.setattr(formats, "FORMATS", (small,))
    assert told(f"a{known.endings[0]}", b"x" * 11) == "corpus.too_large"


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.module)
@pytest.mark.parametrize(
    "data", [b"\0" * 100, b"x", bytes(range(256)) * 8, b"PK\x03\x04", b"%PDF-1.4"]
)
def test_broken_files_are_told_or_read(known: formats.Format, data: bytes) -> None:
    for ending in known.endings:
        with suppress(DocumentError):
            list(read_file(f"a{ending}", data, {}))


def test_half_a_character_is_shown_as_one_that_could_not_be_read():
    head = "<head><title>甲&#xD83D;</title></head>"
    page = f"<html>{head}<body><p>建设智算中心&#xDE00;。</p></body></html>"
    for found in read_file("a.html", page.encode(), {}):
        assert isinstance(found, Extracted)
        whole = found.text + "".join(found.told.values())
        assert whole.encode("utf-8")
