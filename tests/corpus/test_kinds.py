import pytest

from bench.corpus.kinds import is_official, kind_named, kind_of_title, load_kinds


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2025年浙东省政府工作报告", "work_report"),
        ("浙东省数字经济促进条例", "regulation"),
        ("浙东省公共数据管理办法（试行）", "regulation"),
        ("中华人民共和国数据安全法", "regulation"),
        ("浙东省数字经济发展“十四五”规划", "plan"),
        ("关于加快数字经济发展的若干措施", "plan"),
        ("关于印发《浙东省数据条例》的通知", "plan"),
        ("数字经济赋能高质量发展的路径", "research"),
        ("一图读懂浙东省数字经济发展规划", "press"),
        ("《浙东省数据条例》解读", "press"),
        ("解读浙东省算力行动方案", "press"),
        ("浙东数字经济跑出加速度", ""),
        ("条例施行一周年观察", ""),
        ("", ""),
    ],
)
def test_a_title_shows_the_kind(title: str, kind: str) -> None:
    assert kind_of_title(title) == kind


def test_ids_and_names_are_understood_in_any_case() -> None:
    for kind in load_kinds():
        assert {kind_named(name) for name in (kind.id, kind.id.upper(), *kind.names)} == {kind.id}
    assert kind_named(" 条例 ") == "regulation"
    assert kind_named("小说") == kind_named("") == ""


def test_no_name_stands_for_two_kinds() -> None:
    names = [name for kind in load_kinds() for name in kind.names]
    assert len(names) == len(set(names))


def test_only_official_kinds_speak_of_their_region() -> None:
    official = {kind.id for kind in load_kinds() if is_official(kind.id)}
    assert official == {"work_report", "regulation", "plan"}
    assert not is_official("")
