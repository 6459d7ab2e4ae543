"""A run whose texts are not what one hopes for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pandas as pd
from pydantic import BaseModel

from bench.report.view import ReportView
from bench.tables import CUTS, DOCUMENTS, EVIDENCE, FIGURES
from tests.report.compared import compared
from tests.report.conftest import cut_row, document_row, evidence_row, figure_row, make_view

REGION, INDICATOR, DIMENSION, DOCUMENT, TITLE = "杭州", "算力设施", "数字基础设施", "a.txt", "题目"
SECTION, QUOTE, PLACE = "一、标题", "一句原文。", "某地"


def spoilt_view(text: str, language: str = "zh") -> ReportView:
    """A run with a target, compared; ``text`` stands wherever a user's text may stand."""
    own = {"document": DOCUMENT, "title": TITLE, "section": SECTION, "quote": QUOTE}
    known = make_view(8, language)
    evidence = [
        evidence_row("杭州", "330000", "infrastructure.computing", place=PLACE, terms=TITLE, **own),
        *known.evidence.to_dict("records"),
    ]
    del own["section"]
    view = make_view(
        8,
        language,
        evidence=EVIDENCE.frame(evidence),
        figures=FIGURES.frame([figure_row("杭州", "330000", figure=TITLE, unit=PLACE, **own)]),
        documents=DOCUMENTS.frame([document_row(document=DOCUMENT, title=TITLE, issuer=PLACE)]),
        cuts=CUTS.frame([cut_row(text=QUOTE), cut_row(document=DOCUMENT)]),
        method=((TITLE, QUOTE),),
        method_line=TITLE,
        source_line=TITLE,
        title=TITLE,
    )
    places = (REGION, INDICATOR, DIMENSION, DOCUMENT, TITLE, SECTION, QUOTE, PLACE)
    changed = _changed(compared(view), dict.fromkeys(places, text))
    assert isinstance(changed, ReportView)
    return changed


def _changed(value: Any, texts: Mapping[str, str]) -> Any:
    """The value with texts replaced, however deep they stand."""
    if isinstance(value, str):
        return texts.get(value, value)
    if isinstance(value, pd.DataFrame):
        made = value.map(lambda cell: _changed(cell, texts))
        made.index = value.index.map(lambda name: _changed(name, texts))
        made.columns = value.columns.map(lambda name: _changed(name, texts))
        return made.astype(dict(zip(made.columns, value.dtypes, strict=True)))
    if isinstance(value, BaseModel):
        held = {name: _changed(getattr(value, name), texts) for name in type(value).model_fields}
        return value.model_copy(update=held)
    if is_dataclass(value) and not isinstance(value, type):
        held = {f.name: _changed(getattr(value, f.name), texts) for f in fields(value) if f.init}
        return replace(value, **held)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_changed(each, texts) for each in value)
    if isinstance(value, list):
        return [_changed(each, texts) for each in value]
    return value
