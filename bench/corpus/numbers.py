"""Document numbers (文号): 国发〔2021〕29号, 令第8号, 公告2021年第3号, in one form."""

from __future__ import annotations

import re
from typing import Final

_OPEN, _SHUT = "〔［\\[（(【﹝〖", "〕］\\])）】﹞〗"
_WORD: Final = r"[一-龥]"
# 浙政发〔2020〕1号, 浙政办函[2020]第 15 号
_LETTERED: Final = (
    rf"(?P<organ>{_WORD}{{2,14}}(?:[（(]{_WORD}{{1,4}}[)）])?)\s*[{_OPEN}]\s*(?P<year>(?:19|20)\d{{2}})\s*年?"
    rf"\s*[{_SHUT}]\s*第?\s*(?P<number>\d{{1,5}})\s*号"
)
# 令第8号, 公告 2021年 第3号, 主席令第八十四号, （第12号）
_COUNTED: Final = (
    r"(?P<body>(?:[一-龥]{0,20}(?:政府|国务院|主席|[部委局厅署行院会室]))?(?:令|公告|通告))\s*[（(]?\s*"
    r"(?:(?P<of>(?:19|20)\d{2})\s*年\s*)?第\s*(?P<count>\d{1,5}|[一二三四五六七八九十百零〇]{1,7})\s*号"
)
# What each holds, besides 号 at its end.
_HINT: Final = re.compile(rf"[{_OPEN}令]|[公通]告")
_NUMBER: Final = re.compile(f"{_LETTERED}|{_COUNTED}")
_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")
# A number in brackets, or after a title, is that of another document.
_CITED: Final = re.compile(r"[（(《》]\s*$")
_SPACE: Final = re.compile(r"\s+")
# What is glued to the organ's letters where a page lost its line ends.
_GLUED: Final = re.compile(
    rf"^{_WORD}*(?:的?通知|意见|文件|规划|方案|计划|措施|办法|字号|文号|号)(?={_WORD}{{2,}})"
)


def read_number(text: str) -> str:
    """Return the first document number in a text, in one form, "" where there is none.

    Brackets become 〔〕, wide digits plain ones, and blanks go: ``浙政发 [2020] 第１ 号`` is
    浙政发〔2020〕1号.
    """
    found = _NUMBER.search(text.translate(_WIDE)) if _may_hold_one(text) else None
    return _written(found) if found else ""


def own_number(text: str) -> str:
    """Return the first document number in a text that is not cited in brackets, "" for none."""
    plain = text.translate(_WIDE) if _may_hold_one(text) else ""
    for found in _NUMBER.finditer(plain):
        if not _CITED.search(plain[: found.start()]):
            return _written(found)
    return ""


def is_number(line: str) -> bool:
    """Say whether a line holds a document number and nothing else."""
    if not _may_hold_one(line):
        return False
    return _NUMBER.fullmatch(line.translate(_WIDE).strip("（() ）\t\u3000")) is not None


def _may_hold_one(text: str) -> bool:
    return "号" in text and _HINT.search(text) is not None


def _written(found: re.Match[str]) -> str:
    if found["organ"]:
        organ = _GLUED.sub("", _SPACE.sub("", found["organ"]))
        return f"{organ}〔{found['year']}〕{int(found['number'])}号"
    year = f"{found['of']}年" if found["of"] else ""
    return f"{found['body']}{year}第{found['count'].lstrip('0') or '0'}号"
