"""A small document of our own writing, and labels of it."""

from __future__ import annotations

import json
from pathlib import Path

BODY = ("扩建机房，添置服务器三百台。", "道路千万条。", "撮合交易，登记产品五十个。")
TEXT = "一份观察\n\n" + "\n\n".join(BODY) + "\n"


def span(number: int) -> tuple[int, int]:
    start = TEXT.index(BODY[number])
    return start, start + len(BODY[number])


def labels_file(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "labels.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def row(start: int, end: int, kind: str, *indicators: str, doc: str = "one") -> dict[str, object]:
    return {"doc": doc, "start": start, "end": end, "kind": kind, "indicators": list(indicators)}
