from pathlib import Path

import pytest

from bench.errors import InputError
from bench.regions import PlaceMatcher, load_gazetteer

GOOD = """\
regions:
  - code: X-1
    name: 东部新城
    level: district
    parent: 宁波
    full_name: 宁波东部新城
    english: Eastern New Town
    aliases: [甬东新城]
  - code: G-1
    name: 四明山区
    level: group
    members: [余姚, X-1]
aliases:
  东海之滨: 宁波
  沿海两市: [宁波, 舟山]
zones:
  梦溪科学城: 镇江
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "regions.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_regions_are_found_by_look_up_and_in_text(tmp_path: Path) -> None:
    gazetteer = load_gazetteer(write(tmp_path, GOOD))
    added = gazetteer.find("东部新城")
    assert gazetteer.find("eastern new town") == gazetteer.find("甬东新城") == added
    assert gazetteer.reporting(added).name == "宁波"
    assert gazetteer.is_within(added, gazetteer.find("四明山区"))
    found = PlaceMatcher(gazetteer).find("甬东新城、四明山区、东海之滨、沿海两市和梦溪科学城")
    assert [(m.text, m.form) for m in found] == [
        ("甬东新城", "alias"),
        ("四明山区", "group"),
        ("东海之滨", "alias"),
        ("沿海两市", "alias"),
        ("梦溪科学城", "zone"),
    ]
    assert found[3].regions == ("330200", "330900")


def test_own_names_go_before_the_shipped_ones(tmp_path: Path) -> None:
    gazetteer = load_gazetteer(write(tmp_path, "zones:\n  前海: 香港\n"))
    assert gazetteer.find("前海").name == "香港"
    (mention,) = PlaceMatcher(gazetteer).find("在前海试点")
    assert mention.regions == ("810000",)


def test_the_shipped_gazetteer_is_left_as_it_was(tmp_path: Path) -> None:
    load_gazetteer(write(tmp_path, GOOD))
    assert load_gazetteer().lookup("东部新城") is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "regions:\n- {code: '330100', name: 新城, level: city, parent: 浙江}\n",
            "regions.extra_code_taken",
        ),
        (
            "regions:\n- {code: X-1, name: 新城乡, level: city, parent: 浙冮}\n",
            "regions.extra_unknown_region",
        ),
        ("regions:\n- {code: X-1, name: 新城乡, level: city}\n", "regions.extra_no_parent"),
        ("regions:\n- {code: X-1, name: 新城乡, level: group}\n", "regions.extra_no_members"),
        (
            "regions:\n- {code: X-1, name: 新, level: city, parent: 浙江}\n",
            "regions.extra_short_name",
        ),
        (
            f"regions:\n- {{code: X-1, name: {'新' * 101}, level: city, parent: 浙江}}\n",
            "yaml.too_long",
        ),
        ("aliases:\n  甬城夜话: 鼓楼区\n", "regions.extra_unknown_region"),
        ("aliases:\n  甬: 宁波\n", "regions.extra_short_name"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, key: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load_gazetteer(path)
    assert caught.value.key == key
    assert f"{path}:2" in caught.value.text("zh")
    assert f"{path}:2" in caught.value.text("en")


@pytest.mark.parametrize(
    "text",
    [
        "regions:\n- {code: X-1, name: 新城乡, level: town, parent: 浙江}\n",
        "regions:\n- {code: X-1, level: city, parent: 浙江}\n",
        "regions:\n- {code: X-1, name: 新城乡, level: city, parent: 浙江, colour: red}\n",
        "places: []\n",
    ],
)
def test_a_wrong_shape_is_an_input_error_naming_the_file(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load_gazetteer(path)
    assert "regions.yaml" in str(caught.value)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load_gazetteer(tmp_path / "none.yaml")
