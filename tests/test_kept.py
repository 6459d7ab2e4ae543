"""What a run keeps for scoring anew: the same results, and never those of something else."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from bench import benchmark, kept, rescoring
from bench.catalogue.method import Method
from bench.catalogue.scenarios import scenario_files
from bench.errors import BenchError
from bench.kept import KEPT, Kept, cells_key, read_kept
from bench.last_run import LastRun, read_last_run
from bench.project import Project, load_project
from bench.rescoring import asked_scenarios, compare, own_scenario
from bench.scoring.standings import Comparison, Scenario, standings_table
from bench.settings import load_settings
from tests.test_benchmark import make_project


@dataclasses.dataclass(frozen=True)
class Done:
    """A project that was run, what the run found and what it kept."""

    project: Project
    last: LastRun
    kept: Kept

    def key(self, method: Method | None = None, **digests: str) -> str:
        project, last = self.project, self.last
        return cells_key(
            project.catalogue,
            project.settings,
            method or project.catalogue.method,
            last.fingerprint,
            {**last.digests, **digests},
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_project(tmp_path_factory.mktemp("project"))
    benchmark.run(load_settings(made))
    return made


@pytest.fixture(scope="module")
def done(folder: Path) -> Done:
    return read(folder)


def read(folder: Path) -> Done:
    settings = load_settings(folder)
    found = read_kept(settings.output)
    assert found is not None
    project = load_project(settings, found.parsed())
    return Done(project, read_last_run(project.catalogue, settings), found)


def same(one: Comparison, other: Comparison) -> None:
    assert one.regions == other.regions
    assert one.notes == other.notes or [n.text() for n in one.notes] == [
        n.text() for n in other.notes
    ]
    for first, second in zip(one.standings, other.standings, strict=True):
        for name in ("index", "rank", "claims", "coverage"):
            np.testing.assert_array_equal(getattr(first, name), getattr(second, name))


def test_every_scenario_is_scored_the_same_with_and_without(done: Done) -> None:
    names = list(scenario_files(done.project.settings.catalogue_file))
    assert names
    scenarios = [own_scenario(done.project), *asked_scenarios(done.project, [], names, [])]
    same(
        compare(done.project, done.last, scenarios, done.kept),
        compare(done.project, done.last, scenarios),
    )


def test_what_was_kept_is_used(done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("scored anew")

    monkeypatch.setattr(rescoring, "score_last_run", refused)
    asked = asked_scenarios(done.project, [], ["data_first"], ["clusters=3"])
    assert len(compare(done.project, done.last, asked, done.kept).standings) == 1


def test_a_scenario_with_other_cells_is_scored_anew(done: Done, tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    path.write_text("name: 试\nmethod: {evidence: percentile}\n", encoding="utf-8")
    scenarios = [own_scenario(done.project), *asked_scenarios(done.project, [path], [], [])]
    mixed = compare(done.project, done.last, scenarios, done.kept)
    same(mixed, compare(done.project, done.last, scenarios))
    assert not np.array_equal(mixed.standings[0].index, mixed.standings[1].index, equal_nan=True)


def test_the_catalogue_is_the_one_in_the_file(done: Done) -> None:
    fresh = load_project(done.project.settings)
    assert fresh.parsed == done.project.parsed
    assert fresh.catalogue == done.project.catalogue


def test_weights_and_the_bar_leave_the_key(done: Done) -> None:
    changed = Method.model_validate({"weighting": "equal", "decimals": 2})
    assert done.key(changed) == done.key()
    project = done.project
    bar = project.settings.model_copy(update={"min_claims": 1, "min_coverage": 0.1, "seed": 3})
    key = cells_key(
        project.catalogue, bar, project.catalogue.method, done.last.fingerprint, done.last.digests
    )
    assert key == done.key()


def test_what_cells_are_made_of_changes_the_key(
    done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {
        done.key(),
        done.key(Method.model_validate({"evidence": "rank"})),
        done.key(evidence="another"),
        done.key(documents="another"),
        done.key(statistics="new"),
    }
    settings = done.project.settings
    for change in ({"regions": ("成都",)}, {"levels": ("city",)}):
        project = dataclasses.replace(done.project, settings=settings.model_copy(update=change))
        keys.add(Done(project, done.last, done.kept).key())
    monkeypatch.setattr(kept, "program_digest", lambda: "another program")
    keys.add(done.key())
    assert len(keys) == 8


def test_what_another_program_kept_is_left_alone(
    done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "program_digest", lambda: "another program")
    assert read_kept(done.project.settings.output) is None


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff", b"[]", b"{}", b"[" * 100_000])
def test_without_it_or_broken_it_is_done_without(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / KEPT).write_bytes(content)
    assert read_kept(tmp_path) is None


def test_two_runs_keep_the_same_and_no_nan(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "again"
    benchmark.run(load_settings(folder).overridden(output=other))
    content = (other / KEPT).read_bytes()
    assert content == (folder / "out" / KEPT).read_bytes()

    def refuse(name: str) -> None:
        raise AssertionError(name)

    json.loads(content, parse_constant=refuse)


def test_notes_come_back_in_both_languages() -> None:
    inner = BenchError("method.typical_mean")
    note = BenchError("scoring.imputed", count=np.int64(3), by=inner)
    back = kept._Note.model_validate_json(kept._Note.of(note).model_dump_json()).error()
    for language in ("zh", "en"):
        assert back.text(language) == note.text(language)


def test_the_table_is_that_of_the_ranking(done: Done) -> None:
    scenario: Scenario = own_scenario(done.project)
    table = standings_table(compare(done.project, done.last, [scenario], done.kept), "zh")
    lines = (done.project.settings.output / "ranking.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[0] for line in lines.splitlines()[1:]] == table["region"].tolist()
