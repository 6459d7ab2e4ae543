import re

import pytest

from bench.corpus.kinds import (
    is_official,
    issued_title,
    kind_named,
    kind_of_title,
    load_kinds,
    read_as,
)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2025年浙东省政府工作报告", "work_report"),
        ("浙东省数字经济促进条例", "regulation"),
        ("浙东省公共数据管理办法（试行）", "regulation"),
        ("中华人民共和国数据安全法", "regulation"),
        ("浙东省数字经济发展“十四五”规划", "plan"),
        ("关于加快数字经济发展的若干措施", "plan"),
        ("浙东省关于促进算力发展的实施意见（试行）", "opinion"),
        ("中共中央关于完善数据制度的决定", "opinion"),
        ("关于开展浙东省数据资源调查的通知", "notice"),
        ("浙东省数据局关于2025年试点名单的公示", "notice"),
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


@pytest.mark.parametrize(
    ("title", "issued", "kind"),
    [
        ("关于印发《浙东省数据条例》的通知", "浙东省数据条例", "regulation"),
        ("关于印发《浙东省算力行动计划》等文件的通知", "浙东省算力行动计划", "plan"),
        ("浙东省政府关于印发浙东省算力规划（2024—2026年）的通知", "浙东省算力规划", "plan"),
        ("办公厅转发数据局关于开放数据意见的通知", "数据局关于开放数据意见", "opinion"),
        ("中共浙东省委印发《数字浙东建设规划》", "数字浙东建设规划", "plan"),
        ("关于公布数据试点名单的通知", "数据试点名单", "notice"),
        ("关于开展数据调查的通知", "", "notice"),
    ],
)
def test_a_notice_is_of_the_kind_of_what_it_issues(title: str, issued: str, kind: str) -> None:
    assert issued_title(title) == issued
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
    assert official == {"work_report", "regulation", "plan", "opinion", "notice"}
    assert not is_official("")


def test_opinions_and_notices_are_read_as_plans_and_all_others_as_themselves() -> None:
    read = {kind.id: read_as(kind.id) for kind in load_kinds()}
    assert {one for one, like in read.items() if like == "plan"} == {"plan", "opinion", "notice"}
    assert all(like == one for one, like in read.items() if like != "plan")
    assert (read_as(""), read_as("own")) == ("", "own")


def test_what_a_kind_is_read_as_is_read_as_itself_and_just_as_official() -> None:
    known = {kind.id: kind for kind in load_kinds()}
    for kind in load_kinds():
        like = known[kind.like]
        assert like.like == like.id
        assert (like.official, like.standing) == (kind.official, kind.standing)
        assert re.fullmatch("[a-z_]+", kind.id)
