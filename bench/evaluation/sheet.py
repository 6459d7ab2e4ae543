"""The workbook that coders fill in: sentences without the program's answers, and the codebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from xlsxwriter.worksheet import Worksheet

from bench.catalogue.model import Catalogue
from bench.errors import InputError
from bench.evaluation.labels import KINDS, shown
from bench.evaluation.rows import heading
from bench.evaluation.sampling import draw
from bench.evaluation.strata import Read, read_sentences
from bench.evidence.analysis import Analyser, Analysis
from bench.evidence.status import STATUSES
from bench.files import prepare_output, replacing
from bench.messages import message
from bench.report.workbook.book import Book
from bench.report.workbook.formats import make_formats
from bench.report.workbook.sheet import A4, Formats, SheetColumn, write_columns

_LEAST: Final = 3
_ENTRY: Final = {
    "num_format": "@",
    "bg_color": "#FFF8E1",
    "border": 1,
    "border_color": "#D7CCA8",
    "text_wrap": True,
}
_ANSWERS: Final = ("kind", "regions", "indicators", "status")
_HELP: Final = ("how", *KINDS, "regions", "indicators", *STATUSES)


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn and where it was written."""

    path: Path
    sentences: int
    sure: int
    near: int
    random: int


def write_sample(
    analyses: Sequence[Analysis],
    analyser: Analyser,
    path: Path,
    *,
    size: int,
    seed: int,
    language: str = "zh",
) -> Sample:
    """Draw sentences and write the workbook for coders: what the command ``sample`` does.

    Parameters
    ----------
    analyses
        What the program read.
    analyser
        What read it.
    path
        Where to write: a file that ends in .xlsx and does not exist yet, so that no coder's work
        is written over.
    size
        How many sentences, at least 3; all where the documents hold fewer.
    seed
        At least 0; the same documents, size and seed give the same file.
    language
        Of headings, choices and codebook.

    Returns
    -------
    Sample

    Raises
    ------
    InputError
        Size, seed or path are not as said, no indicator is looked for in documents, or these hold
        no sentence.
    """
    check_sample(path, size, seed)
    if not analyser.catalogue.evidence_indicators:
        raise InputError("evaluation.only_statistics", catalogue=analyser.catalogue.title)
    reads = read_sentences(analyses)
    if not reads:
        raise InputError("evaluation.no_sentences")
    drawn = draw(reads, size, seed)
    prepare_output(path.parent)
    with replacing(path) as temporary:
        write_sheet(drawn.sentences, analyser.catalogue, temporary, language)
    return Sample(path, len(drawn.sentences), drawn.sure, drawn.near, drawn.random)


def check_sample(path: Path, size: int, seed: int) -> None:
    """Refuse what `write_sample` cannot do, before any long work.

    Raises
    ------
    InputError
        Size, seed or path are not as `write_sample` says.
    """
    if size < _LEAST:
        raise InputError("evaluation.bad_size", size=size, least=_LEAST)
    if seed < 0:
        raise InputError("evaluation.bad_seed", seed=seed)
    if path.suffix.lower() != ".xlsx":
        raise InputError("evaluation.not_xlsx", path=path)
    if path.exists():
        raise InputError("evaluation.sheet_exists", path=path)


def drawn_line(sample: Sample, language: str = "zh") -> str:
    """Return a line on what was drawn and where it was written."""
    return message("evaluation.drawn", language, **asdict(sample))


def write_sheet(reads: Sequence[Read], catalogue: Catalogue, path: Path, language: str) -> None:
    """Write the workbook for coders, with the sentences in the order given."""
    with Book(path) as workbook:
        formats = make_formats(workbook)
        # Without a thousands mark, so that a sheet saved as CSV still holds plain numbers.
        plain = {
            "font_name": "Microsoft YaHei",
            "font_size": 10,
            "num_format": "0",
            "valign": "top",
        }
        formats["offset"] = workbook.add_format(plain)
        formats["entry"] = workbook.add_format({**plain, **_ENTRY})
        names = ("sheet_coding", "sheet_codebook", "sheet_indicators")
        coding, codebook, indicators = (workbook.add_sheet(_word(n, language)) for n in names)
        _write_coding(coding, reads, formats, language)
        _write_codebook(codebook, formats, language)
        _write_indicators(indicators, catalogue, formats, language)
        for sheet in (coding, codebook, indicators):
            set_up_pages(sheet)


def set_up_pages(sheet: Worksheet) -> None:
    """Let a sheet print on A4 across, as wide as a page, headings on each."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_coding(sheet: Worksheet, reads: Sequence[Read], formats: Formats, language: str) -> None:
    sentences = [read.sentence for read in reads]
    columns = [
        SheetColumn(
            heading("document", language),
            [r.document for r in reads],
            look="wrap",
            limits=(12, 28),
        ),
        SheetColumn(
            heading("start", language), [s.start for s in sentences], "number", "offset", (7, 9)
        ),
        SheetColumn(
            heading("end", language), [s.end for s in sentences], "number", "offset", (7, 9)
        ),
        SheetColumn(
            _word("heading_section", language),
            [" > ".join(s.section) for s in sentences],
            look="wrap",
            limits=(16, 30),
        ),
        SheetColumn(
            _word("heading_previous", language),
            [r.previous for r in reads],
            look="wrap",
            limits=(36, 36),
        ),
        SheetColumn(
            heading("quote", language), [s.text for s in sentences], look="wrap", limits=(60, 60)
        ),
    ]
    first = len(columns)
    columns += [
        SheetColumn(heading(name, language), [""] * len(reads), look="entry", limits=(width, width))
        for name, width in zip(_ANSWERS, (10, 20, 32, 12), strict=True)
    ]
    write_columns(sheet, columns, formats, "…")
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(reads), len(columns) - 1)
    choices = {"kind": KINDS, "status": STATUSES}
    for number, name in enumerate(_ANSWERS, start=first):
        told: dict[str, object] = {
            "input_title": heading(name, language),
            "input_message": _word(f"entry_{name}", language),
        }
        if name in choices:
            source = [shown(name, value, language) for value in choices[name]]
            told |= {"validate": "list", "source": source}
        else:
            told["validate"] = "any"
        sheet.data_validation(1, number, max(len(reads), 1), number, told)


def _write_codebook(sheet: Worksheet, formats: Formats, language: str) -> None:
    names = {
        **{kind: shown("kind", kind, language) for kind in KINDS},
        **{status: shown("status", status, language) for status in STATUSES},
        "how": _word("help_how_label", language),
    }
    labels = [names.get(name) or heading(name, language) for name in _HELP]
    columns = (
        SheetColumn(_word("heading_field", language), labels, look="label", limits=(14, 20)),
        SheetColumn(
            _word("heading_meaning", language),
            [_word(f"help_{name}", language) for name in _HELP],
            look="wrap",
            limits=(100, 100),
        ),
    )
    write_columns(sheet, columns, formats, "…")
    sheet.freeze_panes(1, 0)


def _write_indicators(
    sheet: Worksheet, catalogue: Catalogue, formats: Formats, language: str
) -> None:
    pairs = [(d, i) for d in catalogue.dimensions for i in d.all_indicators()]
    texts = (
        ("heading_id", [i.id for _, i in pairs], "top", (16, 36)),
        ("heading_dimension", [d.name.in_(language) for d, _ in pairs], "wrap", (10, 24)),
        ("heading_name", [i.name.in_(language) for _, i in pairs], "label", (14, 30)),
        ("heading_definition", [i.definition.in_(language) for _, i in pairs], "wrap", (80, 80)),
    )
    columns = [
        SheetColumn(_word(name, language), values, look=look, limits=limits)
        for name, values, look, limits in texts
    ]
    write_columns(sheet, columns, formats, "…")
    sheet.freeze_panes(1, 0)


def _word(name: str, language: str) -> str:
    return message(f"evaluation.{name}", language)
