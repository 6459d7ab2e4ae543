import contextlib
import json
import pickle
import re
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from bench import yamlfile, yamlnodes
from bench.errors import InputError
from bench.yamlfile import FileError, load_yaml, nearest, shown, validate
from bench.yamlnodes import dotted, parse


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1)
    share: float = Field(0.5, strict=True, gt=0, lt=1, allow_inf_nan=False)


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str = "无题"
    count: int = Field(1, strict=True, ge=1, le=9)
    ready: bool = Field(False, strict=True)
    mode: Literal["fast", "exact"] = "exact"
    folder: Path | None = None
    parts: Annotated[tuple[Part, ...], Field(min_length=1)] = (Part(name="甲"),)
    shares: dict[str, Part] | None = None
    words: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _no_two_alike(self) -> "Whole":
        names = [part.name for part in self.parts]
        for index, name in enumerate(names):
            if name in names[:index]:
                raise PydanticCustomError(
                    "catalogue.duplicate_id",
                    "twice",
                    {
                        "id": name,
                        "at": ("parts", index, "name"),
                        "other": ("parts", names.index(name), "name"),
                    },
                )
        return self


def write(folder: Path, text: str | bytes, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def refusal(folder: Path, text: str | bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        load_yaml(write(folder, text))
    return caught.value


def complaint(folder: Path, text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        validate(Whole, load_yaml(write(folder, text)))
    return caught.value


class TestLoadYaml:
    def test_gives_plain_data_and_the_line_of_each_key_and_item(self, tmp_path: Path) -> None:
        file = load_yaml(
            write(tmp_path, "# 说明\na: 1\nb:\n  c: [x, y]\n  d:\n    - 0.5\n    - ~\n")
        )
        assert file.data == {"a": 1, "b": {"c": ["x", "y"], "d": [0.5, None]}}
        assert type(file.data["b"]) is dict
        assert file.line(("a",)) == 2
        assert file.line(("b", "c", 1)) == 4
        assert file.line(("b", "d", 1)) == 7

    def test_a_place_that_is_not_there_has_the_line_of_what_is_around_it(
        self, tmp_path: Path
    ) -> None:
        file = load_yaml(write(tmp_path, "a: 1\nb:\n  - c: 2\n"))
        assert file.line(("b", 0, "missing", 4)) == 3
        assert file.line(("z",)) == 1
        assert file.place(("b", 0, "c")) == f"{tmp_path / 'a.yaml'}:3: b[1].c"
        assert file.place(()) == f"{tmp_path / 'a.yaml'}:1"

    def test_a_byte_order_mark_and_windows_line_ends_are_read(self, tmp_path: Path) -> None:
        file = load_yaml(write(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n"))
        assert file.data == {"a": 1, "b": 2}
        assert file.line(("b",)) == 2

    def test_keys_are_text_as_written(self, tmp_path: Path) -> None:
        file = load_yaml(write(tmp_path, "no: 1\non: 2\n2025: 3\n5G: 4\ntrue: 5\n1.0: 6\n"))
        assert file.data == {"no": 1, "on": 2, "2025": 3, "5G": 4, "true": 5, "1.0": 6}

    def test_words_that_older_yaml_took_for_booleans_or_dates_are_text(
        self, tmp_path: Path
    ) -> None:
        file = load_yaml(write(tmp_path, "a: no\nb: 2025-01-01\nc: 'true'\nd: true\ne: '0.4'\n"))
        assert file.data == {"a": "no", "b": "2025-01-01", "c": "true", "d": True, "e": "0.4"}

    def test_aliases_repeat_what_they_name(self, tmp_path: Path) -> None:
        file = load_yaml(write(tmp_path, "a: &x [1, 2]\nb: *x\n"))
        assert file.data == {"a": [1, 2], "b": [1, 2]}
        assert file.data["a"] is not file.data["b"]

    def test_a_duplicate_key_names_both_lines(self, tmp_path: Path) -> None:
        error = refusal(tmp_path, "a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n")
        assert error.key == "yaml.duplicate_key"
        assert error.values["line"] == 5
        assert error.values["first"] == 3
        assert "b.c" in str(error)

    def test_keys_that_differ_only_in_quotes_are_duplicates(self, tmp_path: Path) -> None:
        assert refusal(tmp_path, "5: 1\n'5': 2\n").key == "yaml.duplicate_key"

    @pytest.mark.parametrize(
        ("text", "key", "line"),
        [
            ("a: 1\nb: 一\xff".encode("latin-1", "ignore") + b"\xff\n", "yaml.not_utf8", 2),
            ("标题: 甲\n".encode("gbk"), "yaml.not_utf8", 1),
            ("a: 1\n".encode("utf-16"), "yaml.not_utf8", 1),
            (b"", "yaml.empty_file", None),
            ("# 只有注释\n", "yaml.empty_file", None),
            ("---\n", "yaml.empty_file", None),
            ("# x\n- a\n- b\n", "yaml.top_not_mapping", 2),
            ("就是一句话\n", "yaml.top_not_mapping", 1),
            ("标题：甲\n", "yaml.syntax_wide_colon", 1),
            ("title：甲\nb: 1\n", "yaml.syntax_wide_colon", 1),
            ("b: 1\ntitle：甲\n", "yaml.syntax_wide_colon", 2),
            ("b:\n  c: 1\n  name：甲\n  d: 1\n", "yaml.syntax_wide_colon", 3),
            ("a:\n\tb: 1\n", "yaml.syntax_tab", 2),
            ("a: **重点**\n", "yaml.syntax_alias", 1),
            ("a: 1\n---\nb: 2\n", "yaml.syntax_documents", 2),
            ("a: 1\nb: @甲\n", "yaml.syntax_start", 2),
            ("a: 1\nb: '甲\nc: 2\n", "yaml.syntax_quote", 2),
            ('a: "\\q"\n', "yaml.syntax_quote", 1),
            ("a: 1\nb: [1, 2\nc: 3\n", "yaml.syntax_bracket", 2),
            ("a: b: c\n", "yaml.syntax_colon", 1),
            ("a:\n- 目标：十家\n b: 2\n", "yaml.syntax_colon", 3),
            ("a: 1\n b: 2\n", "yaml.syntax_colon", 2),
            ("- a\nb: 1\n", "yaml.syntax_indent", 2),
            ("%YAML 9.0\n---\na: 1\n", "yaml.syntax", 1),
            ("a: 1\nb: \x01\n", "yaml.bad_character", 2),
            ('a: 1\nb: "\\ud800"\n', "yaml.bad_character", 2),
            ("a: 1\nb: !!python/object:os.system ls\n", "yaml.tag", 2),
            ("a: !own {b: 1}\n", "yaml.tag", 1),
            ("? [a, b]\n: 1\n", "yaml.key_not_text", 1),
            ("a: &x [*x]\n", "yaml.endless_alias", 1),
            ("a: " + "[" * 3000, "yaml.too_deep", None),
        ],
    )
    def test_what_cannot_be_read_is_told_with_its_line(
        self, tmp_path: Path, text: str | bytes, key: str, line: int | None
    ) -> None:
        error = refusal(tmp_path, text)
        assert (error.key, error.values.get("line")) == (key, line)
        assert error.exit_code == 2
        place = f"{tmp_path / 'a.yaml'}" + (f":{line}" if line else "")
        assert str(error).startswith(place)
        assert error.text("en").startswith(place)

    def test_a_missing_file_and_a_folder_are_told(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as caught:
            load_yaml(tmp_path / "none.yaml")
        assert caught.value.key == "yaml.no_file"
        with pytest.raises(InputError) as caught:
            load_yaml(tmp_path)
        assert caught.value.key == "yaml.unreadable"

    def test_a_file_over_the_size_limit_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(yamlfile, "MAX_BYTES", 10)
        assert load_yaml(write(tmp_path, "a: 1234567")).data == {"a": 1234567}
        assert refusal(tmp_path, "a: 12345678").key == "yaml.too_large"

    def test_aliases_that_expand_to_very_much_are_refused(self, tmp_path: Path) -> None:
        # Ten references to ten references to …: 10^9 items from nine lines.
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
        error = refusal(tmp_path, "\n".join(lines))
        assert error.key == "yaml.too_many_nodes"
        assert error.values["limit"] == yamlnodes.MAX_NODES

    def test_very_many_items_are_refused_before_they_are_all_read(self, tmp_path: Path) -> None:
        error = refusal(tmp_path, "a: [" + "x," * (yamlnodes.MAX_NODES + 1) + "}")
        assert error.key == "yaml.too_many_nodes"

    def test_a_number_too_long_to_be_one_stays_text(self, tmp_path: Path) -> None:
        file = load_yaml(write(tmp_path, "a: " + "9" * 5000 + "\nb: !!int abc\n"))
        assert file.data == {"a": "9" * 5000, "b": "abc"}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("甲乙abc:#- '\"", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("键kx1 ", min_size=1), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(data=st.dictionaries(st.text("键kx ", min_size=1), VALUES, min_size=1, max_size=4))
def test_what_json_writes_reads_back_the_same(data: dict[str, Any]) -> None:
    text = json.dumps(data, indent=1, ensure_ascii=False)  # JSON is YAML
    read, lines = parse(Path("a.yaml"), text)
    assert read == data
    assert all((key,) in lines for key in data)
    assert max(lines.values()) <= text.count("\n") + 1


@given(text=st.text("ab1: -[]{}*&!%@`'\"\\|>#,?~.\t\n\r：甲\x00\x85\u2028\ud800", max_size=40))
@example("%YAML 1.1\n---\na: 0b2\n")
@example("%TAG ! x\n--- !a\n")
@example("a: !!float x\nb: !!bool maybe\nc: !!null x\nd: !!int ''")
@example("%YAML a.b\n---\na: 1")
def test_any_text_is_read_or_refused_with_a_message(text: str) -> None:
    data: object = {}
    with contextlib.suppress(InputError):
        data, _ = parse(Path("a.yaml"), text)
    assert isinstance(data, dict)


class TestValidate:
    def test_right_data_becomes_the_model(self, tmp_path: Path) -> None:
        text = "title: 甲\nparts: [{name: 乙, share: 0.25}]\nshares: {x: {name: 丙}}\n"
        whole = validate(Whole, load_yaml(write(tmp_path, text)))
        assert whole.parts[0].share == 0.25
        assert whole.shares == {"x": Part(name="丙")}

    @pytest.mark.parametrize(
        ("text", "key", "place"),
        [
            ("parts:\n  - share: 0.1\n", "yaml.missing", ":2: parts[1].name"),
            ("title: 5\n", "yaml.not_text", ":1: title"),
            ("title: {目标: 十家}\n", "yaml.not_text", ":1: title"),
            ("folder: 5\n", "yaml.not_text", ":1: folder"),
            ("parts:\n  - name: ''\n", "yaml.empty_text", ":2: parts[1].name"),
            ("count: '3'\n", "yaml.not_an_integer", ":1: count"),
            ("count: 3.0\n", "yaml.not_an_integer", ":1: count"),
            ("count: true\n", "yaml.not_an_integer", ":1: count"),
            ("count: 0\n", "yaml.below", ":1: count"),
            ("count: 10\n", "yaml.above", ":1: count"),
            ("ready: 'yes'\n", "yaml.not_true_or_false", ":1: ready"),
            ("ready: yes\n", "yaml.not_true_or_false", ":1: ready"),
            ("mode: quick\n", "yaml.not_a_choice", ":1: mode"),
            ("parts: 甲\n", "yaml.not_a_list", ":1: parts"),
            ("words: 甲\n", "yaml.not_a_list", ":1: words"),
            ("parts: []\n", "yaml.too_few", ":1: parts"),
            ("parts: [甲]\n", "yaml.not_a_mapping", ":1: parts[1]"),
            ("shares: [甲]\n", "yaml.not_a_mapping", ":1: shares"),
            ("title:\n", "yaml.empty_value", ":1: title"),
            ("parts:\n- name: 甲\n  share: '0.4'\n", "yaml.not_a_number", ":3: parts[1].share"),
            ("parts:\n- name: 甲\n  share: 40%\n", "yaml.not_a_number", ":3: parts[1].share"),
            ("parts:\n- name: 甲\n  share: true\n", "yaml.not_a_number", ":3: parts[1].share"),
            ("parts:\n- name: 甲\n  share: .nan\n", "yaml.not_finite", ":3: parts[1].share"),
            ("parts:\n- name: 甲\n  share: .inf\n", "yaml.not_finite", ":3: parts[1].share"),
            ("parts:\n- name: 甲\n  share: 0\n", "yaml.not_above", ":3: parts[1].share"),
            ("parts:\n- name: 甲\n  share: 1\n", "yaml.not_under", ":3: parts[1].share"),
            ("titel: 甲\n", "yaml.unknown_key_near", ":1: titel"),
            ("parts:\n- name: 甲\n  Sahre: 1\n", "yaml.unknown_key_near", ":3: parts[1].Sahre"),
            ("shares:\n  x:\n    nam: 甲\n    name: 乙\n", "yaml.unknown_key_near", ":3: shares.x"),
            ("附注: 甲\n", "yaml.unknown_key", ":1: 附注"),
        ],
    )
    def test_each_mistake_is_told_with_its_place(
        self, tmp_path: Path, text: str, key: str, place: str
    ) -> None:
        error = complaint(tmp_path, text)
        assert error.key == key
        assert str(error).startswith(f"{tmp_path / 'a.yaml'}{place}")
        assert error.text("en").startswith(f"{tmp_path / 'a.yaml'}{place}")
        assert not re.search(
            "[一-鿿，。；：]", error.text("en").removeprefix(str(tmp_path))
        ) or any(mark in text for mark in "甲附目")

    def test_the_message_gives_value_bound_choices_and_nearest_key(self, tmp_path: Path) -> None:
        assert "10" in str(complaint(tmp_path, "count: 10\n"))
        assert "9" in str(complaint(tmp_path, "count: 10\n"))
        assert "fast / exact" in str(complaint(tmp_path, "mode: quick\n"))
        assert "title" in str(complaint(tmp_path, "titel: 甲\n"))
        assert "share" in str(complaint(tmp_path, "parts:\n- name: 甲\n  Sahre: 1\n"))
        assert "title / count" in str(complaint(tmp_path, "附注: 甲\n"))

    def test_a_mistake_without_a_message_of_its_own_is_still_told(self, tmp_path: Path) -> None:
        class Odd(BaseModel):
            even: int = Field(2, multiple_of=2)

        with pytest.raises(InputError) as caught:
            validate(Odd, load_yaml(write(tmp_path, "even: 3\n")))
        assert caught.value.key == "yaml.invalid"
        assert "multiple of 2" in str(caught.value)

    def test_a_models_own_mistake_names_both_lines(self, tmp_path: Path) -> None:
        error = complaint(tmp_path, "parts:\n- name: 甲\n- name: 乙\n- name: 甲\n")
        assert error.key == "catalogue.duplicate_id"
        assert str(error).startswith(f"{tmp_path / 'a.yaml'}:4: parts[3].name")
        assert error.values["other_line"] == 2

    def test_several_mistakes_are_told_at_once_by_line(self, tmp_path: Path) -> None:
        error = complaint(tmp_path, "titel: 甲\ncount: 0\nparts:\n- {}\n")
        assert isinstance(error, FileError)
        for language in ("zh", "en"):
            lines = error.text(language).splitlines()
            assert [line.split("a.yaml:")[1][0] for line in lines[1:]] == ["1", "2", "4"]
            assert "3" in lines[0]
        assert str(error) == error.text("zh") != error.text("en")

    def test_only_the_first_few_are_told_in_full(self, tmp_path: Path) -> None:
        error = complaint(tmp_path, "".join(f"未知{n}: 1\n" for n in range(9)))
        lines = str(error).splitlines()
        assert len(lines) == 1 + yamlfile.MAX_PROBLEMS + 1
        assert str(9 - yamlfile.MAX_PROBLEMS) in lines[-1]

    def test_errors_survive_pickling(self, tmp_path: Path) -> None:
        error = complaint(tmp_path, "titel: 甲\ncount: 0\n")
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is FileError
        assert again.text("en") == error.text("en")


def test_dotted_counts_items_from_one() -> None:
    assert dotted(("a", 0, "b", "丙")) == "a[1].b.丙"
    assert dotted(()) == ""


def test_nearest_gives_the_likeliest_or_none() -> None:
    known = ["infrastructure", "infrastructure.compute", "governance"]
    assert nearest("infrastucture", known) == "infrastructure"
    assert nearest("Governance", known) == "governance"
    assert nearest("zzz", known) is None
    assert nearest("x", []) is None


def test_shown_is_short_and_as_in_yaml() -> None:
    assert shown("0.4") == '"0.4"'
    assert shown(True) == "true"
    assert shown(["甲"]) == '["甲"]'
    assert len(shown("甲" * 100)) == 40


def test_a_file_parsed_before_stands_for_the_same_text_only(tmp_path: Path) -> None:
    path, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    path.write_text("a: [1, 2.0]\n", encoding="utf-8")
    other.write_text("\ufeffa: [1, 2.0]\n", encoding="utf-8")
    parsed = load_yaml(path)
    again = load_yaml(other, parsed)
    assert again.data is parsed.data
    assert again.place(("a", 0)).startswith(str(other))
    path.write_text("a: [1, 2.1]\n", encoding="utf-8")
    assert load_yaml(path, parsed).data == {"a": [1, 2.1]}
