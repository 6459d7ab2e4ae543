from pathlib import Path

import pytest

pytest.importorskip("fontTools")

from fontTools.ttLib import TTFont

from bench.report.charts import build_font
from bench.report.charts.fonts import font_path


def test_wanted_characters_hold_names_chinese_and_latin(tmp_path: Path) -> None:
    gazetteer = tmp_path / "gazetteer.csv"
    gazetteer.write_text("\ufeffcode,name\n1,𬇙水\n", encoding="utf-8")
    wanted = build_font.wanted_characters(gazetteer)
    assert set("𬇙水数据Aé—…→≥1 ") <= wanted
    assert not {"\n", "\ufeff", "\u200b"} & wanted


def test_a_subset_of_the_shipped_font_holds_all_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gazetteer, out = tmp_path / "gazetteer.csv", tmp_path / "out.ttf"
    gazetteer.write_text("".join(map(chr, TTFont(font_path()).getBestCmap())), encoding="utf-8")
    assert build_font.main([font_path(), str(gazetteer), str(out)]) == 0
    assert set(TTFont(out).getBestCmap()) == set(TTFont(font_path()).getBestCmap())
    assert "characters" in capsys.readouterr().out


def test_without_arguments_it_says_how_to_use_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert build_font.main([]) == 2
    assert "Usage" in capsys.readouterr().err
