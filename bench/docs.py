"""The reference pages that follow from the code: ``python -m bench.docs`` writes them.

``docs/commands.md`` comes from the command line and the settings, ``docs/tables.md`` from the table
schemas. A test compares both with what stands in the folder, so they cannot fall behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from typer.main import get_command

from bench.cli import app
from bench.comparison.difference_schema import DIFFERENCE_TABLES
from bench.comparison.schema import COMPARISON_TABLES
from bench.corpus.cleaning import load_rules
from bench.corpus.kinds import load_kinds
from bench.evidence.status import STATUSES
from bench.files import write_atomic
from bench.messages import texts
from bench.report.labels import Group, label
from bench.schema import Table
from bench.settings import PROJECT_FILE, Settings
from bench.statistics.schema import STATISTICS
from bench.tables import TABLES

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs"
_PROGRAM: Final = "regionbench"
_MADE: Final = "<!-- Made by `python -m bench.docs`. Change the code, not this page. -->"

_COMMANDS_INTRO: Final = f"""\
# Commands

{_MADE}

`{_PROGRAM} --help` lists the commands, `{_PROGRAM} run --help` the options of one, and
`{_PROGRAM} --version` prints the version. Messages and help are in Chinese; set the environment
variable `REGIONBENCH_LANGUAGE` to `en` for English. `--language en` does it for the messages and
the report of one run.

Results go to standard output, warnings and errors to standard error.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | the run could not produce a report |
| 2 | something given is wrong: an option, a path, a file; the message says what to mend |
"""
_PROJECT_INTRO: Final = f"""\
## {PROJECT_FILE}

The project file. Every key may be left out, but the file must hold one. Paths are relative to its
folder. Options and `REGIONBENCH_LANGUAGE` take precedence over it.

- Without `regions` every region that evidence names is listed, and ranked if it passes
  `min_claims` and `min_coverage`.
- Without `regions` and `levels` these are provinces, cities and counties; groups (长三角) and the
  nation only where `regions` or `levels` names them. A district's evidence counts for its city.
- `target` is the region that the charts, their titles and the workbook single out.
"""
_TABLES_INTRO: Final = f"""\
# Tables

{_MADE}

The CSV files that `{_PROGRAM} run` writes: UTF-8 with byte order mark (Excel opens them right),
line ends `\\n`, and an empty cell where there is no value. Columns of type number have a decimal
point (rank `1.0`). The same inputs, version and seed give the same bytes. Offsets count characters
of the decoded text of a document; `{_PROGRAM} run --keep-text` writes these texts into the folder
`texts`.
"""
_DIFFERENCE_INTRO: Final = f"""\
## Tables of a comparison of two runs

What `{_PROGRAM} diff RUN_A RUN_B --format csv --table inputs` (ranking, scores, evidence) prints.
"""
_CODES_INTRO: Final = """\
## Codes

What the coded values stand for, and how the Chinese workbook shows them.
"""
_TYPES: Final = {"text": "text", "integer": "whole number", "number": "number"}
_CODES: Final[Mapping[Group, Sequence[str]]] = {
    "kind": ("measure", "fact"),
    "status": STATUSES,
    "state": (
        "stated",
        "silent",
        "unread",
        "read",
        "skipped",
        "repeated",
        "superseded",
        "left_out",
    ),
    "level": ("country", "province", "city", "county", "group"),
}


def commands_page() -> str:
    """Return ``docs/commands.md``: every command with its arguments and options."""
    group: Any = get_command(app)
    parts = [_COMMANDS_INTRO]
    parts += [_command(name, command) for name, command in group.commands.items()]
    parts += [_PROJECT_INTRO + "\n" + _project_keys()]
    return "\n".join(parts)


def tables_page() -> str:
    """Return ``docs/tables.md``: every table with its columns, and the codes used in them."""
    written = (*TABLES, STATISTICS, *COMPARISON_TABLES)
    parts = [_TABLES_INTRO, *map(_table, written), _DIFFERENCE_INTRO]
    parts += [*map(_table, DIFFERENCE_TABLES), _CODES_INTRO + "\n" + _codes()]
    parts += [f"### Kinds of documents\n\n{_kinds()}", f"### Rules that cut\n\n{_rules()}"]
    return "\n".join(parts)


def pages() -> dict[str, str]:
    """Return the pages that the code gives: name of the file → its text."""
    return {"commands.md": commands_page(), "tables.md": tables_page()}


def _command(name: str, command: Any) -> str:
    arguments = [p for p in command.params if not p.opts[0].startswith("-")]
    options = [p for p in command.params if p not in arguments]
    usage = [_PROGRAM, name, *(f"[{p.name.upper()}]" for p in arguments)]
    usage += ["[OPTIONS]"] if options else []
    lines = [f"## {_PROGRAM} {name}", "", _english(command.help), "", f"    {' '.join(usage)}", ""]
    rows = [(f"`{p.name.upper()}`", _english(p.help)) for p in arguments]
    rows += [(_option(p), _english(p.help) + _variable(p)) for p in options]
    if rows:
        lines += [_markdown(("argument or option", "meaning"), rows)]
    return "\n".join(lines)


def _option(parameter: Any) -> str:
    value = "" if parameter.is_flag else f" {parameter.name.upper()}"
    return ", ".join(f"`{name}{value}`" for name in parameter.opts)


def _variable(parameter: Any) -> str:
    return f" Environment variable: `{parameter.envvar}`." if parameter.envvar else ""


def _english(shown: str) -> str:
    """Return the English of a help text, whichever language the command line was loaded in."""
    for entry in texts("run").values():
        if shown in entry.values():
            return entry["en"]
    raise ValueError(f"help text {shown!r} is not in bench/messages/run.yaml: write it there")


def _project_keys() -> str:
    whole = Settings.model_json_schema()
    rows = []
    for name, schema in whole["properties"].items():
        if "$ref" not in schema:
            rows.append(_project_key(name, schema))
            continue
        inner = whole["$defs"][schema["$ref"].rpartition("/")[2]]
        rows += [_project_key(f"{name}: {key}", of) for key, of in inner["properties"].items()]
    return _markdown(("key", "form", "default", "meaning"), rows)


def _project_key(name: str, schema: Mapping[str, Any]) -> tuple[str, str, str, str]:
    default = schema.get("default")
    if _is_switch(schema):
        default = "yes" if default else "no"
    shown = "" if default is None else f"`{default}`"
    return f"`{name}`", _form(schema), shown, schema["description"]


def _is_switch(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "boolean"


def _form(schema: Mapping[str, Any]) -> str:
    """Return in words what a value may be, from its JSON Schema."""
    inner = [part for part in schema.get("anyOf", ()) if part["type"] != "null"]
    if inner:
        return _form(inner[0])
    if schema["type"] == "array":
        return f"list: {_form(schema['items'])}"
    if schema.get("format") == "path":
        return "path"
    if _is_switch(schema):
        return "`yes` · `no`"
    if "enum" in schema:
        return " · ".join(f"`{value}`" for value in schema["enum"])
    low, high = schema.get("minimum"), schema.get("maximum")
    bounds = "" if low is None else f", {low} or more" if high is None else f", {low} to {high}"
    return {"string": "text", "integer": "whole number"}.get(schema["type"], "number") + bounds


def _table(table: Table) -> str:
    rows = [(f"`{c.name}`", _TYPES[c.kind], c.meaning, c.zh) for c in table.columns]
    columns = _markdown(("column", "type", "meaning", "中文"), rows)
    return f"## {table.name}.csv\n\n{table.meaning[0].upper()}{table.meaning[1:]}.\n\n{columns}"


def _codes() -> str:
    rows = [
        (group, f"`{value}`", label(group, value, "zh"))
        for group, values in _CODES.items()
        for value in values
    ]
    return _markdown(("column", "value", "中文"), rows)


def _kinds() -> str:
    rows = ((f"`{k.id}`", k.en, k.zh, "yes" if k.official else "no") for k in load_kinds())
    return _markdown(("value", "meaning", "中文", "official"), rows)


def _rules() -> str:
    rows = ((f"`{rule.id}`", rule.en, rule.zh) for rule in load_rules())
    return _markdown(("rule", "what it cuts", "中文"), rows)


def _markdown(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown, ending in a line end."""

    def lines() -> Iterator[str]:
        yield "| " + " | ".join(headings) + " |"
        yield "| " + " | ".join("---" for _ in headings) + " |"
        for row in rows:
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"

    return "".join(f"{line}\n" for line in lines())


def main() -> None:
    """Write the pages into ``docs``."""
    for name, text in pages().items():
        write_atomic(FOLDER / name, text.encode("utf-8"))


if __name__ == "__main__":
    main()
