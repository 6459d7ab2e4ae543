from pathlib import Path

from typer.testing import CliRunner

from bench.cli import app

PLAN = (
    "浙江省算力行动方案\n加快建设一体化算力网络，推动数据要素市场化配置改革，完善体制机制。\n" * 3
)


def test_manifest_writes_beside_the_documents_and_tells_what_to_check(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    done = CliRunner().invoke(app, ["manifest", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "1 个" in done.stderr
    assert "日期" in done.stderr
    assert done.stdout == ""
    assert (tmp_path / "manifest.csv").read_bytes().startswith(b"\xef\xbb\xbffile,region,title,")


def test_an_existing_manifest_is_not_overwritten_unasked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    own = tmp_path / "manifest.csv"
    own.write_text("file,title\na.txt,我的\n", encoding="utf-8")
    refused = CliRunner().invoke(app, ["manifest", str(tmp_path)])
    assert refused.exit_code == 2
    assert "manifest.new.csv" in refused.stderr
    assert own.read_text(encoding="utf-8") == "file,title\na.txt,我的\n"
    other = tmp_path / "new" / "m.csv"
    asked = CliRunner().invoke(
        app, ["manifest", str(tmp_path), "--output", str(other), "--language", "en"]
    )
    assert asked.exit_code == 0, asked.output
    assert "to check" in asked.stderr
    assert "我的" in other.read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_told_without_a_traceback(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["manifest", str(tmp_path / "nowhere")])
    assert told.exit_code == 2
    assert "nowhere" in told.stderr
