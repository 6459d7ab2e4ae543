import csv
import io
from pathlib import Path

import pytest

from bench.corpus.folder import find_sources
from bench.corpus.manifest import NAME, Entry, load_manifest
from bench.corpus.proposing import Proposal, propose_manifest
from bench.corpus.reading import read_document
from bench.errors import InputError
from bench.regions import Gazetteer, PlaceMatcher, load_gazetteer

LONG = "加快建设一体化算力网络，推动数据要素市场化配置改革，培育壮大数字产业集群，完善体制机制。"
PLAN = f"浙江省算力行动方案\n{LONG}{LONG}\n浙江省人民政府\n2024年3月5日\n"
REPORT = f"算力跑出加速度\n来源：某某日报\n记者在某厂看到，{LONG}{LONG}\n"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "=1+1.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"")
    return tmp_path


def rows(proposal: Proposal) -> dict[str, dict[str, str]]:
    assert proposal.text.startswith("\ufeff")
    read = csv.DictReader(io.StringIO(proposal.text.removeprefix("\ufeff")))
    return {row["file"]: row for row in read}


def save(folder: Path, proposal: Proposal) -> None:
    (folder / NAME).write_text(proposal.text, encoding="utf-8")


def test_every_file_has_a_row_with_what_was_found(folder: Path, gazetteer: Gazetteer) -> None:
    found = propose_manifest(folder, gazetteer)
    table = rows(found)
    assert list(table) == ["a.txt", "b/=1+1.txt", "c.txt"]
    assert table["a.txt"] == {
        "file": "a.txt",
        "region": "浙江",
        "title": "浙江省算力行动方案",
        "issuer": "浙江省人民政府",
        "number": "",
        "date": "2024-03-05",
        "kind": "规划、方案与措施",
        "counted": "",
        "check": "",
    }
    assert (found.documents, found.unread) == (3, 1)
    assert table["c.txt"]["check"]


def test_what_is_not_sure_or_not_found_is_named_in_words(
    folder: Path, gazetteer: Gazetteer
) -> None:
    found = propose_manifest(folder, gazetteer)
    assert "日期（未找到）" in rows(found)["b/=1+1.txt"]["check"]
    assert (
        "date (not found)" in rows(propose_manifest(folder, gazetteer, "en"))["b/=1+1.txt"]["check"]
    )
    assert found.unsure["date"] == 1
    assert found.to_check == 1


def test_it_is_read_back_as_it_was_written_and_proposed_again_the_same(
    folder: Path, gazetteer: Gazetteer
) -> None:
    places = PlaceMatcher(gazetteer)
    source = find_sources(folder)[0]
    before = read_document(source, gazetteer, places)
    first = propose_manifest(folder, gazetteer)
    save(folder, first)
    after = read_document(find_sources(folder)[0], gazetteer, places)
    for name in ("title", "issuer", "region", "number", "date", "kind"):
        assert getattr(before, name) == getattr(after, name)
    assert after.sure.title == 1.0
    assert propose_manifest(folder, gazetteer).text == first.text


def test_what_the_user_has_filled_in_is_kept(folder: Path, gazetteer: Gazetteer) -> None:
    (folder / NAME).write_text(
        "文件,标题,负责人,类型,计入\na.txt,我的标题,=张三,意见,否\n没有了.txt,旧,李四,,\n",
        encoding="utf-8-sig",
    )
    table = rows(propose_manifest(folder, gazetteer))
    assert table["a.txt"]["title"] == "我的标题"
    assert table["a.txt"]["kind"] == "意见"
    assert table["a.txt"]["counted"] == "否"
    assert table["a.txt"]["负责人"] == "'=张三"
    assert table["a.txt"]["date"] == "2024-03-05"
    assert table["没有了.txt"]["title"] == "旧"
    assert table["没有了.txt"]["check"]


def test_what_a_spreadsheet_would_compute_or_rewrite_is_read_back(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(
        "file,title,date,number\na.txt,'=加减,45356,甲发〔2024〕1号\nb.txt,'-乙,2024/3/5,\nc.txt,丙,Mar-24,\n",
        encoding="utf-8",
    )
    found = load_manifest(tmp_path)
    assert found["a.txt"] == Entry(2, title="=加减", date="45356", number="甲发〔2024〕1号")
    assert found["b.txt"].title == "-乙"
    for name, day in (("a.txt", "2024-03-05"), ("b.txt", "2024-03-05"), ("c.txt", "2024-03")):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
        gazetteer = load_gazetteer()
        sources = {source.name: source for source in find_sources(tmp_path)}
        assert read_document(sources[name], gazetteer, PlaceMatcher(gazetteer)).date == day


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError) as told:
        propose_manifest(tmp_path / "nowhere", gazetteer)
    assert told.value.key == "corpus.no_folder"
