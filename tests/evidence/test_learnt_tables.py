"""Tables of learnt weights: kept and read again, and what breaks one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.errors import InputError
from bench.evidence.genres import GENRES
from bench.evidence.learnt import LearntByGenre
from bench.evidence.learnt_tables import (
    COLUMNS,
    learnt_of,
    load_by_genre,
    load_learnt,
    save_by_genre,
    save_learnt,
)
from bench.resources import shipped
from tests.evidence.builders import small_catalogue
from tests.evidence.by_hand import NAMES, Array, only, weights

HEADINGS = f"{','.join(COLUMNS)}\n"
BASE = "area.a,base,,-1\narea.b,base,,-2\n"


def table(folder: Path, *rows: str, base: str = BASE) -> Path:
    path = folder / "some.learnt.csv"
    path.write_text(HEADINGS + base + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def refusal(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        load_learnt(path, NAMES)
    for language in ("zh", "en"):
        assert caught.value.text(language).startswith(str(path))
        assert len(caught.value.text(language).splitlines()) == 1
    return caught.value


@given(
    text=arrays(np.float64, (4, 2), elements=st.floats(-9, 9)),
    heading=arrays(np.float64, (4, 2), elements=st.floats(-9, 9)),
    catalogue=arrays(np.float64, (2, 2), elements=st.floats(-20, 20)),
    texts=st.lists(st.text(alphabet="云平台数据算力5G，", max_size=12), min_size=1, max_size=4),
)
def test_saved_and_loaded_they_give_the_same_log_odds(
    tmp_path_factory: pytest.TempPathFactory,
    text: Array,
    heading: Array,
    catalogue: Array,
    texts: list[str],
) -> None:
    # A string without any weight is another matter: see below.
    text[:, 0] = np.where(text[:, 0] == 0, 1.0, text[:, 0])
    learnt = weights(text, heading, catalogue)
    path = tmp_path_factory.mktemp("learnt") / "w.csv"
    save_learnt(learnt, path)
    odds = np.tile([3.0, -4.0], (len(texts), 1))
    asked = (texts, texts[::-1], odds)
    again = load_learnt(path, NAMES)
    # Half a thousandth a weight: at most four strings of length 1/2 in each part, two log-odds.
    assert again.log_odds(*asked) == pytest.approx(learnt.log_odds(*asked), abs=0.004)


def test_saving_what_was_loaded_gives_the_same_rows(tmp_path: Path) -> None:
    original = shipped("indicators/digital_economy.learnt.csv")
    rows = original.read_text(encoding="utf-8").splitlines()
    names = list(dict.fromkeys(row.split(",")[0] for row in rows[1:]))
    save_by_genre(load_by_genre(original, names), tmp_path / "again.csv")
    again = (tmp_path / "again.csv").read_text(encoding="utf-8").splitlines()
    # Weights that are alike once rounded may change places.
    assert sorted(again) == sorted(rows)


def test_rows_stand_by_indicator_and_part_the_strongest_first(tmp_path: Path) -> None:
    text = only("数据", 0, 1) + only("算力", 0, 3) + only("云平台", 0, -2)
    path = tmp_path / "w.csv"
    save_learnt(weights(text, only("数据", 1, 0.5)), path)
    rows = [row.split(",") for row in path.read_text(encoding="utf-8").splitlines()]
    assert tuple(rows[0]) == COLUMNS
    assert [(r[0], r[2], r[3]) for r in rows if r[1] == "text"] == [
        ("area.a", "算力", "3.000"),
        ("area.a", "数据", "1.000"),
        ("area.a", "云平台", "-2.000"),
    ]
    assert [r[:3] for r in rows if r[1] == "heading"] == [["area.b", "heading", "数据"]]
    assert [r[0] for r in rows[1:]] == sorted(r[0] for r in rows[1:])


def test_weights_of_an_indicator_that_the_catalogue_lacks_do_no_harm(tmp_path: Path) -> None:
    rows = ("area.a,text,算力,3", "area.a,catalogue,area.b,1")
    strangers = ("area.z,base,,9", "area.z,text,渔业,9", "area.a,catalogue,area.z,9")
    asked = (["算力与渔业"], [""], np.array([[1.0, 2.0]]))
    plain = load_learnt(table(tmp_path, *rows), NAMES)
    odds = plain.log_odds(*asked)
    more = load_learnt(table(tmp_path, *rows, *strangers), NAMES)
    assert more.features == plain.features == ("算力",)
    assert more.log_odds(*asked) == pytest.approx(odds)


def test_columns_go_by_the_catalogues_order(tmp_path: Path) -> None:
    path = table(tmp_path, "area.a,text,算力,3", "area.a,catalogue,area.b,1")
    asked = (["算力"], [""])
    one = load_learnt(path, NAMES).log_odds(*asked, np.array([[1.0, 2.0]]))
    other = load_learnt(path, NAMES[::-1]).log_odds(*asked, np.array([[2.0, 1.0]]))
    assert other[0] == pytest.approx(one[0, ::-1])


def test_an_indicator_without_weights_is_named(tmp_path: Path) -> None:
    error = refusal(table(tmp_path, "area.b,text,数据,1", base="area.a,base,,-1\n"))
    assert error.key == "evidence.learnt_missing"
    assert "area.b" in error.text("en")


def test_an_empty_table_has_no_weights_for_the_first_indicator(tmp_path: Path) -> None:
    assert "area.a" in refusal(table(tmp_path, base="")).text("en")


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00\x01",
        b"",
        b"name;weight\narea.a;1\n",
        f"{HEADINGS}{BASE}area.a,text,算力,much\n".encode(),
        f"{HEADINGS}{BASE}area.a,text\n".encode(),
    ],
    ids=["not UTF-8", "nothing", "other columns", "no number", "a short row"],
)
def test_a_broken_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "w.csv"
    path.write_bytes(content)
    assert refusal(path).key == "evidence.learnt_unreadable"


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.csv").key == "evidence.learnt_unreadable"


def test_a_string_without_any_weight_changes_nothing(
    tmp_path: Path,
) -> None:
    learnt = weights(only("算力", 0, 3))
    save_learnt(learnt, tmp_path / "w.csv")
    asked = (["算力与数据"], [""], np.zeros((1, 2)))
    again = load_learnt(tmp_path / "w.csv", NAMES)
    assert again.log_odds(*asked) == pytest.approx(learnt.log_odds(*asked))


@pytest.mark.parametrize(
    "rows",
    [
        ("area.a,text,,1",),
        ("area.a,text,算力,nan",),
        ("area.a,text,算力,inf",),
        ('area.a,text,"算力,1', *["area.b,text,数据,1"] * 8000),
    ],
    ids=["no feature", "nan", "inf", "a stray quotation mark"],
)
def test_a_table_with_a_slip_is_refused(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert refusal(table(tmp_path, *rows)).key == "evidence.learnt_unreadable"


# --- by genre ------------------------------------------------------------------------------------


def test_by_genre_saved_and_loaded_they_are_the_same(tmp_path: Path) -> None:
    of_genre = {genre: weights(only("算力", 0, n - 1.0)) for n, genre in enumerate(GENRES)}
    save_by_genre(LearntByGenre(of_genre), tmp_path / "w.csv")
    again = load_by_genre(tmp_path / "w.csv", NAMES)
    for genre, learnt in of_genre.items():
        asked = (["算力与数据"], [""], np.zeros((1, 2)))
        assert again.genres[genre].log_odds(*asked) == pytest.approx(learnt.log_odds(*asked))
    header, *rows = (tmp_path / "w.csv").read_text(encoding="utf-8").splitlines()
    assert header == ",".join((*COLUMNS[:3], *GENRES))
    # The weight of the second genre is 0.
    assert [row for row in rows if ",text," in row] == ["area.a,text,算力,-1.000,,1.000,2.000"]


def test_one_weight_holds_for_all_genres(tmp_path: Path) -> None:
    learnt = load_by_genre(table(tmp_path, "area.a,text,算力,3"), NAMES)
    assert set(learnt.genres) == set(GENRES)
    assert len({id(own) for own in learnt.genres.values()}) == 1


@pytest.mark.parametrize("columns", ["plans", "weight,plans", ",".join([*GENRES, "letters"])])
def test_a_table_of_some_genres_only_or_of_others_is_refused(tmp_path: Path, columns: str) -> None:
    path = tmp_path / "w.csv"
    values = ",1" * (columns.count(",") + 1)
    path.write_text(f"indicator,part,feature,{columns}\narea.a,base,{values}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_by_genre(path, NAMES)
    assert columns in caught.value.text("zh")


def test_an_indicator_without_weights_in_one_genre_is_named(tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    header = ",".join((*COLUMNS[:3], *GENRES))
    path.write_text(f"{header}\narea.a,base,,1,1,1,1\narea.b,base,,1,,1,1\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_by_genre(path, NAMES)
    assert "area.b" in caught.value.text("en")


# --- with a catalogue ----------------------------------------------------------------------------


def test_the_table_lies_beside_the_catalogue_that_names_it(tmp_path: Path) -> None:
    small = small_catalogue({"id": "a", "terms": {"算力": 1}}, {"id": "b", "terms": {"数据": 1}})
    path = table(tmp_path, "area.a,text,算力,3")
    assert learnt_of(small, tmp_path / "c.yaml") is None
    named = small.model_copy(update={"learnt": path.name})
    found = learnt_of(named, tmp_path / "c.yaml")
    assert found is not None
    assert {(own.indicators, own.features) for own in found.genres.values()} == {(NAMES, ("算力",))}
