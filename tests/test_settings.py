import json
import pickle
from pathlib import Path

import pytest

from bench.errors import InputError
from bench.settings import ChartSettings, Settings, default_settings, load_settings


def project(folder: Path, text: str, *made: str) -> Path:
    """Write a bench.yaml; ``made`` are folders ("docs/") and files to make beside it."""
    (folder / "bench.yaml").write_text(text, encoding="utf-8")
    for name in made:
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    return folder


def refusal(folder: Path, text: str, *made: str) -> InputError:
    with pytest.raises(InputError) as caught:
        load_settings(project(folder, text, *made))
    return caught.value


def test_defaults(tmp_path: Path) -> None:
    settings = load_settings(project(tmp_path, "title: 试\n", "documents/"))
    assert settings.model_dump() == {
        "title": "试",
        "documents": tmp_path / "documents",
        "columns": {},
        "repeats": "count_once",
        "catalogue": None,
        "weights": None,
        "gazetteer": None,
        "statistics": None,
        "year": None,
        "output": tmp_path / "reports",
        "store": None,
        "jobs": None,
        "regions": None,
        "levels": None,
        "target": None,
        "structure": None,
        "peers": None,
        "peers_by": "nearest",
        "peer_count": 5,
        "language": "zh",
        "charts": {"size": "slide", "svg": False},
        "brief": True,
        "seed": 20260101,
        "draws": 1000,
        "min_claims": 5,
        "min_coverage": 0.5,
    }
    assert Settings().title == "数字经济政策对标"
    assert settings.catalogue_file.name == "digital_economy.yaml"


def test_paths_are_relative_to_the_project_file(tmp_path: Path) -> None:
    text = f"documents: d/e\ncatalogue: c.yaml\nweights: w/w.yaml\ngazetteer: {tmp_path}/r.yaml\n"
    made = ("p/d/e/", "p/c.yaml", "p/w/w.yaml", "r.yaml")
    (tmp_path / "p").mkdir()
    for name in made:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).mkdir() if name.endswith("/") else (tmp_path / name).touch()
    settings = load_settings(project(tmp_path / "p", text + "output: ../out\n"))
    assert settings.documents == tmp_path / "p" / "d" / "e"
    assert settings.catalogue == settings.catalogue_file == tmp_path / "p" / "c.yaml"
    assert settings.weights == tmp_path / "p" / "w" / "w.yaml"
    assert settings.gazetteer == tmp_path / "r.yaml"
    assert settings.output == tmp_path / "p" / ".." / "out"


@pytest.mark.parametrize(("word", "svg"), [("yes", True), ("no", False), ("true", True)])
def test_charts_have_a_size_and_may_be_written_as_svg_too(
    tmp_path: Path, word: str, svg: bool
) -> None:
    text = f"charts: {{size: a4, svg: {word}}}\n"
    settings = load_settings(project(tmp_path, text, "documents/"))
    assert settings.charts == ChartSettings(size="a4", svg=svg)


def test_a_file_of_any_name_is_a_project_too(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "other.yaml").write_text("target: 深圳\n", encoding="utf-8")
    settings = load_settings(tmp_path / "other.yaml")
    assert settings.target == "深圳"
    assert settings.place_of("target") == f"{tmp_path / 'other.yaml'}:1: target"


def test_lists_are_tuples_and_keep_their_places(tmp_path: Path) -> None:
    text = "levels: [city, province]\nregions:\n  - 深圳\n  - 杭州\n"
    settings = load_settings(project(tmp_path, text, "documents/"))
    assert settings.regions == ("深圳", "杭州")
    assert settings.levels == ("city", "province")
    assert settings.place_of("regions", 1) == f"{tmp_path / 'bench.yaml'}:4: regions[2]"


def test_serialise_without_the_source_and_survive_pickling(tmp_path: Path) -> None:
    settings = load_settings(project(tmp_path, "regions: [深圳]\n", "documents/"))
    dump = json.loads(json.dumps(settings.model_dump(mode="json")))
    assert dump["documents"] == str(tmp_path / "documents")
    assert set(dump) == set(Settings.model_fields)
    again = pickle.loads(pickle.dumps(settings))
    assert again == settings
    assert again.place_of("regions", 0) == settings.place_of("regions", 0)


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("titel: 试\n", "yaml.unknown_key_near", 1),
        ("title: 试\npublisher: 甲\n", "yaml.unknown_key", 2),
        ("title: 试\nregions: 深圳\n", "yaml.not_a_list", 2),
        ("regions: []\n", "yaml.too_few", 1),
        ("regions: ['']\n", "yaml.empty_text", 1),
        ("levels:\n  - city\n  - town\n", "yaml.not_a_choice", 3),
        ("language: fr\n", "yaml.not_a_choice", 1),
        ("brief: maybe\n", "yaml.not_true_or_false", 1),
        ("title: 试\ncharts:\n  size: a3\n", "yaml.not_a_choice", 3),
        ("charts: {svg: perhaps}\n", "yaml.not_true_or_false", 1),
        ("charts: {dpi: 300}\n", "yaml.unknown_key", 1),
        ("seed: -1\n", "yaml.below", 1),
        ("seed: 1.5\n", "yaml.not_an_integer", 1),
        ("seed: '1'\n", "yaml.not_an_integer", 1),
        ("min_claims: 0\n", "yaml.below", 1),
        ("min_coverage: 1.1\n", "yaml.above", 1),
        ("min_coverage: 50%\n", "yaml.not_a_number", 1),
        ("min_coverage: .nan\n", "yaml.not_finite", 1),
        ("draws: 99\n", "yaml.below", 1),
        ("draws: 100001\n", "yaml.above", 1),
        ("documents: ''\n", "yaml.empty_text", 1),
        ("documents: 5\n", "yaml.not_text", 1),
        ("title: 试\ntarget: ' '\n", "yaml.empty_text", 2),
        (f"title: {'长' * 101}\n", "yaml.too_long", 1),
        ("title: 试\ndocuments: nowhere\n", "settings.no_folder", 2),
        ("documents: bench.yaml\n", "settings.not_a_folder", 1),
        ("seed: 1\ncolumns: {statment: 举措}\n", "yaml.not_a_choice", 2),
        ("seed: 1\ncatalogue: none.yaml\n", "settings.no_file", 2),
        ("seed: 1\nweights: none.yaml\n", "settings.no_file", 2),
        ("seed: 1\ngazetteer: documents\n", "settings.no_file", 2),
        ("seed: 1\noutput: bench.yaml\n", "settings.output_is_file", 2),
        ("seed: 1\noutput: documents\n", "settings.output_in_documents", 2),
        ("seed: 1\noutput: documents/a/b\n", "settings.output_in_documents", 2),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, key: str, line: int) -> None:
    error = refusal(tmp_path, text, "documents/")
    assert (error.key, error.exit_code) == (key, 2)
    for language in ("zh", "en"):
        assert error.text(language).startswith(f"{tmp_path / 'bench.yaml'}:{line}: ")


def test_the_default_documents_folder_must_be_there_too(tmp_path: Path) -> None:
    error = refusal(tmp_path, "title: 试\n")
    assert error.key == "settings.no_folder"
    assert str(tmp_path / "documents") in str(error)


def test_all_missing_inputs_are_told_at_once(tmp_path: Path) -> None:
    error = refusal(tmp_path, "documents: d\ncatalogue: c.yaml\nweights: w.yaml\n")
    assert len(str(error).splitlines()) == 4


def test_a_folder_without_project_file_and_no_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_settings(tmp_path)
    assert caught.value.key == "settings.no_project_file"
    with pytest.raises(InputError) as caught:
        load_settings(tmp_path / "none")
    assert caught.value.key == "settings.no_project"


class TestDefaultSettings:
    def test_takes_paths_as_they_are(self, tmp_path: Path) -> None:
        documents, output = tmp_path / "d", tmp_path / "o"
        documents.mkdir()
        settings = default_settings(documents, output)
        assert (settings.documents, settings.output) == (documents, output)
        assert settings.source is None
        assert settings.place_of("regions", 1) == "regions"

    def test_tells_what_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as caught:
            default_settings(tmp_path / "none")
        assert caught.value.key == "settings.no_folder"
        assert str(caught.value).startswith("documents — ")
        with pytest.raises(InputError) as caught:
            default_settings(tmp_path, tmp_path.parent / "o", catalogue=tmp_path / "none.yaml")
        assert caught.value.key == "settings.no_file"

    def test_refuses_an_output_among_the_documents(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as caught:
            default_settings(tmp_path, tmp_path / "reports")
        assert caught.value.key == "settings.output_in_documents"


def test_a_file_in_place_of_the_documents_is_told_from_a_missing_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("建设算力中心。", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        default_settings(tmp_path / "a.txt")
    assert caught.value.key == "settings.not_a_folder"
