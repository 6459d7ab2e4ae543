"""The documentation: what the code gives is up to date, links lead somewhere, commands parse."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import NoneType
from typing import Any, get_args

import pytest
import typer
from typer.main import get_command

import bench
from bench import docs
from bench.benchmark import run
from bench.catalogue.method import Method
from bench.cli import app
from bench.messages import texts
from bench.regions.extra import load_gazetteer
from bench.settings import load_settings

ROOT = Path(bench.__file__).resolve().parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
PAGES = [*READMES, *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS: Any = get_command(app)

FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# A file of the example in docs/catalogue.md: its name, then what it holds.
EXAMPLE = re.compile(r"^`低空/([^`]+)`[^\n]*:\n\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)
# The same for docs/statistics.md.
STATISTICS = re.compile(r"^`统计/([^`]+)`[^\n]*:\n\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)
# The first cell of a row of docs/troubleshooting.md: a piece of a message in both languages.
QUOTED = re.compile(r"^\| ([^|]+?) · ([^|]+?) \|", re.MULTILINE)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def command_lines(text: str) -> Iterator[str]:
    """Yield every command line of the program in code blocks and inline code."""
    lines = [line for block in FENCE.findall(text) for line in block.splitlines()]
    for line in [*lines, *INLINE.findall(FENCE.sub("", text))]:
        if line.strip().startswith("regionbench "):
            yield line.strip()


def parse(line: str) -> None:
    """Parse a command line as the program would, without running it; raise where it cannot."""
    words = shlex.split(line, comments=True)[1:]
    if ">" in words:
        words = words[: words.index(">")]
    if words[0] not in ("--help", "--version"):
        rest = [word for word in words[1:] if word != "--help"]
        COMMANDS.commands[words[0]].make_context(words[0], rest)


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    names = (heading.strip().lower() for heading in HEADING.findall(FENCE.sub("", text)))
    return {re.sub(r"[^\w\- ]", "", name).replace(" ", "-") for name in names}


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for target in LINK.findall(INLINE.sub("", FENCE.sub("", read(page)))):
            if not re.match(r"[a-z]+:", target):
                yield page, target


LINES = [(page, line) for page in PAGES for line in command_lines(read(page))]
LINKS = sorted(set(links()))


@pytest.mark.parametrize("name", sorted(docs.pages()))
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert read(docs.FOLDER / name) == docs.pages()[name], "run: python -m bench.docs"


def test_the_generator_writes_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docs, "FOLDER", tmp_path)
    docs.main()
    assert {path.name: read(path) for path in tmp_path.iterdir()} == docs.pages()


def test_every_command_and_option_is_documented_in_english() -> None:
    page = docs.commands_page()
    for name, command in COMMANDS.commands.items():
        assert f"## regionbench {name}\n" in page
        for parameter in command.params:
            assert all(f"`{opt}" in page for opt in parameter.opts if opt.startswith("-"))
    assert [opt for parameter in COMMANDS.params for opt in parameter.opts] == ["--version"]
    assert not re.search(r"[，。：；]", page)


def test_a_help_text_without_a_message_is_refused() -> None:
    other = typer.Typer()
    other.command(help="Not a message.")(lambda: None)
    with pytest.raises(ValueError, match=r"run\.yaml"):
        docs._command("other", get_command(other))


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_a_readme_names_every_command(page: Path) -> None:
    named = {shlex.split(line, comments=True)[1] for line in command_lines(read(page))}
    assert named >= set(COMMANDS.commands)


def test_the_readmes_show_what_the_example_prints(tmp_path: Path) -> None:
    example = [sys.executable, "-m", "bench", "run", "--output", str(tmp_path / "reports")]
    printed = subprocess.run(example, cwd=tmp_path, capture_output=True, text=True, check=True)
    table = [line for line in printed.stdout.splitlines() if line.startswith("│")]
    assert len(table) == 4
    for readme in READMES:
        lines = readme.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if line.startswith("│")] == table


def test_both_readmes_link_to_the_same_pages() -> None:
    english, chinese = ({t for p, t in LINKS if p == readme} for readme in READMES)
    assert english - {"README.zh-CN.md"} == chinese - {"README.md"}


@pytest.mark.parametrize(("page", "target"), LINKS, ids=[f"{p.name} {t}" for p, t in LINKS])
def test_a_link_leads_somewhere(page: Path, target: str) -> None:
    name, _, anchor = target.partition("#")
    path = page.parent / name if name else page
    assert path.exists()
    if anchor:
        assert anchor in anchors(read(path))


@pytest.mark.parametrize(("page", "line"), LINES, ids=[f"{p.name} {line}" for p, line in LINES])
def test_a_command_line_parses(page: Path, line: str) -> None:  # noqa: ARG001
    parse(line)


WRONG = ["regionbench rum", "regionbench run --out x", "regionbench run a b"]


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_command_line_does_not_parse(line: str) -> None:
    with pytest.raises(Exception, match=r"rum|--out|unexpected"):
        parse(line)


def test_messages_quoted_for_troubleshooting_are_those_of_the_program() -> None:
    parts = [path.stem for path in (ROOT / "bench" / "messages").glob("*.yaml")]
    told = {lang: [e[lang] for p in parts for e in texts(p).values()] for lang in ("zh", "en")}
    quoted = QUOTED.findall(read(ROOT / "docs" / "troubleshooting.md"))
    assert len(quoted) > 20
    for chinese, english in quoted:
        assert any(chinese in text for text in told["zh"]), chinese
        assert any(english in text for text in told["en"]), english


def test_the_regions_shown_as_examples_are_accepted(tmp_path: Path) -> None:
    blocks = FENCE.findall(read(ROOT / "docs" / "catalogue.md"))
    shown = [block for block in blocks if block.startswith("regions:")]
    assert len(shown) == 2
    for block in shown:
        path = tmp_path / "regions.yaml"
        path.write_text(block, encoding="utf-8")
        codes = re.findall(r"code: (\S+?)[,\s]", block)
        assert {load_gazetteer(path).get(code).code for code in codes} == set(codes)


def test_the_example_of_statistics_runs_and_ends_as_told(tmp_path: Path) -> None:
    for name, text in STATISTICS.findall(read(ROOT / "docs" / "statistics.md")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ranking = run(load_settings(tmp_path)).ranking.set_index("region")
    assert ranking["index"].to_dict() == {"深圳": 95, "杭州": 55, "成都": 30}
    assert ranking["infra"].to_dict() == {"深圳": 90, "杭州": 35, "成都": 60}
    assert ranking["coverage"].to_dict() == {"深圳": 1, "杭州": 1, "成都": 0.75}


def test_every_step_of_the_method_and_its_choices_are_told() -> None:
    page = read(ROOT / "docs" / "statistics.md")
    for step, field in Method.model_fields.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{step}` |"))
        told = INLINE.findall(row)
        assert set(get_args(field.annotation)) - {*told, NoneType} <= {
            choice for choice in get_args(field.annotation) if not isinstance(choice, str)
        }, step


def test_the_example_of_a_catalogue_runs_and_ends_as_told(tmp_path: Path) -> None:
    for name, text in EXAMPLE.findall(read(ROOT / "docs" / "catalogue.md")):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    outcome = run(load_settings(tmp_path))
    assert outcome.ranking["region"].tolist() == ["青溪", "白石"]
    assert outcome.ranking["rank"].tolist() == [1, 2]
    assert not outcome.warnings
    scores = (tmp_path / "reports" / "scores.csv").read_text(encoding="utf-8-sig")
    assert [line for line in scores.splitlines() if ",silent," in line] == [
        "白石,X-2,market,market.routes,0.0,silent,0,0.0,"
    ]
