import io
import zipfile
from pathlib import Path

import pytest

from bench.errors import InputError
from bench.evaluation.aligning import squeeze
from bench.evaluation.marks import Mark, plain_text, read_marks


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("规划\n正文 内容\n", encoding="gb18030")
    (tmp_path / "b.txt").write_text("正文", encoding="utf-8")
    return tmp_path


def table(folder: Path, *rows: str, heading: str = "file,start,end,what,group") -> Path:
    path = folder / "marks.csv"
    path.write_text("\n".join((heading, *rows)) + "\n", encoding="utf-8")
    return path


def test_marks_are_read_by_file(folder: Path) -> None:
    path = table(folder, "a.txt,0,2,credits,one", "a.txt,2,6,body,one", "b.txt,0,2,body,two")
    first, second = read_marks(path, folder)
    assert (first.name, first.group) == ("a.txt", "one")
    assert first.marks == (Mark(0, 2, "credits"), Mark(2, 6, "body"))
    assert (second.name, second.group) == ("b.txt", "two")


def test_the_group_may_be_left_out(folder: Path) -> None:
    path = table(folder, "a.txt,0,2,body", heading="file,start,end,what")
    assert read_marks(path, folder)[0].group == ""


@pytest.mark.parametrize(
    ("rows", "heading", "key"),
    [
        (["a.txt,0,2"], "file,start,end", "marks_columns"),
        ([], "file,start,end,what", "marks_columns"),
        (["c.txt,0,2,body"], "file,start,end,what", "unknown_document"),
        (["a.txt,2,2,body"], "file,start,end,what", "bad_offsets"),
        (["a.txt,x,2,body"], "file,start,end,what", "bad_offsets"),
        (["a.txt,0,3,body", "a.txt,2,4,note"], "file,start,end,what", "marks_overlap"),
    ],
)
def test_what_is_wrong_with_marks_is_told(
    folder: Path, rows: list[str], heading: str, key: str
) -> None:
    with pytest.raises(InputError) as told:
        read_marks(table(folder, *rows, heading=heading), folder)
    assert told.value.key == f"evaluation.{key}"


def test_the_plain_text_of_a_text_is_its_decoded_text(folder: Path) -> None:
    assert squeeze(plain_text(folder / "a.txt")) == "规划正文内容"


def test_the_plain_text_of_a_page_is_without_scripts(tmp_path: Path) -> None:
    page = "<html><style>p{}</style><body><script>x()</script><p>正文</p><p>内容</p></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert squeeze(plain_text(tmp_path / "a.html")) == "正文内容"


def test_the_plain_text_of_a_word_file_is_that_of_its_paragraphs(tmp_path: Path) -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = "<w:p><w:r><w:t>正</w:t></w:r><w:r><w:t>文</w:t></w:r></w:p><w:p/>"
    whole = f'<w:document xmlns:w="{word}"><w:body>{runs}{runs}</w:body></w:document>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", whole)
    (tmp_path / "a.docx").write_bytes(data.getvalue())
    assert plain_text(tmp_path / "a.docx").split() == ["正文", "正文"]
