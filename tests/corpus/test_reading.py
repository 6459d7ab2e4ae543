import os
from pathlib import Path

import pytest

from bench.corpus.document import Document
from bench.corpus.folder import Source, find_sources, missing_from
from bench.corpus.reading import read_document
from bench.errors import DocumentError, InputError
from bench.regions import PlaceMatcher, load_gazetteer

GAZETTEER = load_gazetteer()
PLACES = PlaceMatcher(GAZETTEER)
BODY = "加快建设数据中心，培育数据商。"


def write(folder: Path, *names: str, text: str = BODY) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def names(folder: Path) -> list[str]:
    return [source.name for source in find_sources(folder)]


def read(source: Source, language: str = "zh") -> Document:
    return read_document(source, GAZETTEER, PLACES, language)


def told(source: Source) -> DocumentError:
    with pytest.raises(DocumentError) as error:
        read(source)
    return error.value


def only(folder: Path) -> Source:
    (source,) = find_sources(folder)
    return source


def test_files_of_nested_folders_come_in_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.md", "a/y/x.txt", "c.pdf")
    assert names(tmp_path) == ["a/y/x.txt", "a/z.md", "b.txt", "c.pdf"]


def test_hidden_files_readme_manifest_and_litter_are_no_documents(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "README.md", "sub/readme.txt")
    write(tmp_path, "~$a.docx", "Thumbs.db", "__MACOSX/a.txt")
    write(tmp_path, "manifest.csv", text="file\na.txt\n")
    assert names(tmp_path) == ["a.txt"]


def test_what_the_manifest_names_is_a_document(tmp_path: Path) -> None:
    write(tmp_path, "README.md", "a.txt")
    write(tmp_path, "manifest.csv", text="file,title\nREADME.md,说明\ngone.txt,没有\n")
    sources = find_sources(tmp_path)
    assert [(s.name, s.entry and s.entry.title) for s in sources] == [
        ("README.md", "说明"),
        ("a.txt", None),
    ]
    assert list(missing_from([s.name for s in sources], tmp_path)) == ["gone.txt"]


def test_no_folder_and_an_empty_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        find_sources(tmp_path / "none")
    assert error.value.key == "corpus.no_folder"
    write(tmp_path, ".hidden")
    with pytest.raises(InputError) as error:
        find_sources(tmp_path)
    assert error.value.key == "corpus.empty_folder"


@pytest.mark.parametrize(
    "name",
    [
        "两\n行.txt",
        "引'号\".txt",
        "😀.txt",
        "=cmd.txt",
        " 空 格 .txt",
        "a;b,c.txt",
        "-x.txt",
        "长" * 80 + ".txt",
    ],
)
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    document = read(only(tmp_path))
    assert (document.path, document.text) == (name, BODY)


def test_a_name_in_gb18030_can_be_written(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "数据条例.txt".encode("gb18030")
    try:
        Path(os.fsdecode(raw)).write_text(BODY, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 alone")
    assert read(only(tmp_path)).path == "数据条例.txt"


def test_a_link_out_of_the_folder_is_told_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "out/secret.txt", "docs/a.txt", "docs/sub/b.txt")
    (tmp_path / "docs/file.txt").symlink_to(tmp_path / "out/secret.txt")
    (tmp_path / "docs/folder").symlink_to(tmp_path / "out")
    sources = {source.name: source for source in find_sources(tmp_path / "docs")}
    assert list(sources) == ["a.txt", "file.txt", "folder", "sub/b.txt"]
    assert told(sources["file.txt"]).key == told(sources["folder"]).key == "corpus.link_outside"
    assert read(sources["a.txt"]).text == BODY


def test_a_link_within_the_folder_is_read_and_one_to_a_folder_not_twice(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.txt")
    (tmp_path / "b.txt").symlink_to("sub/a.txt")
    (tmp_path / "again").symlink_to("sub")
    assert [read(source).path for source in find_sources(tmp_path)] == ["b.txt", "sub/a.txt"]


def test_the_documents_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    write(tmp_path, "real/a.txt")
    (tmp_path / "real/b.txt").symlink_to("a.txt")
    (tmp_path / "docs").symlink_to("real")
    assert [read(s).text for s in find_sources(tmp_path / "docs")] == [BODY, BODY]


@pytest.mark.parametrize("target", ["gone.txt", "loop.txt"])
def test_a_link_to_nowhere_is_told(tmp_path: Path, target: str) -> None:
    (tmp_path / "loop.txt").symlink_to(target)
    assert told(only(tmp_path)).key == "corpus.not_opened"


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to("pipe.txt")
    sources = find_sources(tmp_path)
    assert [source.name for source in sources] == ["a.txt", "link.txt"]
    assert told(sources[1]).key == "corpus.other_format"


def test_files_without_permission_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    error = told(only(tmp_path))
    assert error.key == "corpus.not_opened"
    assert "Permission denied" in str(error)


def test_a_folder_without_permission_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt", "closed/b.txt")
    scan = os.scandir

    def refuse(place: str) -> object:
        if Path(place).name == "closed":
            raise PermissionError(13, "Permission denied", str(place))
        return scan(place)

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(Path, "iterdir", lambda path: iter([refuse(str(path))]))
    sources = find_sources(tmp_path)
    assert [source.name for source in sources] == ["a.txt", "closed"]
    assert told(sources[1]).key == "corpus.not_opened"


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.pdf", b"%PDF-1.7", "corpus.pdf_broken"),
        ("a", BODY.encode(), "corpus.other_format"),
        ("a.txt", b"", "corpus.empty_file"),
        ("a.txt", " \n\u3000\n".encode(), "corpus.empty_file"),
        ("a.txt", bytes(range(256)) * 4, "corpus.not_text"),
        ("a.txt", b"\xff" * 40 + BODY.encode(), "corpus.broken_encoding"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, data: bytes, key: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert told(only(tmp_path)).key == key


def test_a_file_too_large_is_told(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    assert told(only(tmp_path)).key == "corpus.too_large"


def test_suffixes_count_in_any_case(tmp_path: Path) -> None:
    write(tmp_path, "A.TXT")
    assert read(only(tmp_path)).path == "A.TXT"


def test_damage_and_an_unknown_region_are_noted_in_the_readers_language(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BODY.encode() * 20 + b"\xff")
    write(tmp_path, "manifest.csv", text="file,region\na.txt,乌有省\n")
    source = only(tmp_path)
    assert "代替；标明的地区“乌有省”" in read(source).note
    english = read(source, "en").note
    assert "�" in english
    assert "; the region" in english


def test_a_document_has_text_encoding_and_metadata(tmp_path: Path) -> None:
    text = f"浙江省数据条例\r\n第一条 {BODY}"
    (tmp_path / "a.txt").write_bytes(text.encode("gb18030"))
    document = read(only(tmp_path))
    assert document == Document(
        path="a.txt",
        text=text.replace("\r\n", "\n"),
        title="浙江省数据条例",
        kind="regulation",
        region=GAZETTEER.find("浙江").code,
        encoding="gb18030",
        sure=document.sure,
    )
    assert document.sure.title > document.sure.date == 0.0


def test_a_kind_and_a_date_that_mean_nothing_are_noted(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "manifest.csv", text="file,kind,date\na.txt,foo,昨天\n")
    note = read(only(tmp_path)).note
    assert "类型“foo”" in note
    assert "日期“昨天”" in note


def test_a_kind_goes_by_the_name_that_the_workbook_shows(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "manifest.csv", text="file,kind\na.txt,新闻报道\n")
    document = read(only(tmp_path))
    assert (document.kind, document.note) == ("press", "")


def test_what_a_list_of_measures_says_of_its_rows_is_given(tmp_path: Path) -> None:
    table = "地区,文件,日期,措施\n杭州,甲市行动计划,2025-03,建设数据中心\n,,,培育数据商\n"
    write(tmp_path, "清单.csv", text=table)
    document = read(only(tmp_path))
    assert (document.title, document.date, document.kind) == ("甲市行动计划", "2025-03", "plan")
    assert document.region == GAZETTEER.find("杭州").code
    assert (document.sure.title, document.sure.region, document.note) == (1.0, 1.0, "")


def test_a_list_without_titles_goes_by_the_name_of_its_file(tmp_path: Path) -> None:
    write(tmp_path, "清单.csv", text="措施\n建设数据中心\n培育数据商\n")
    assert read(only(tmp_path)).title == "清单"
