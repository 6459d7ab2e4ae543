"""What is gathered is the same however it came about; only what changed is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from bench.corpus.inventory import inventory
from bench.documents import make_analyser
from bench.errors import InputError
from bench.gathering import Gathered, gather
from bench.inputs import Inputs, load_inputs
from bench.places import place
from bench.settings import Settings, default_settings
from tests.store.builders import city_text, write_documents

TABLES = ("evidence", "documents", "claims", "figures", "cuts")
GATHER = """
import sys
from pathlib import Path
from bench.store import batches
from tests.test_gathering import gathered, settings_of
batches._FILES = 3  # many small parts, so that there is much to interrupt
documents, store, jobs = sys.argv[1:]
gathered(settings_of(Path(documents), Path(store)).overridden(jobs=int(jobs)))
"""


def settings_of(documents: Path, store: Path) -> Settings:
    return default_settings(documents, documents.with_name("out")).overridden(store=store)


def gathered(settings: Settings, **changes: object) -> Gathered:
    inputs: Inputs = replace(load_inputs(settings), **changes)
    return gather(inputs, make_analyser(inputs), inventory(settings.documents), lambda *_: None)


def same(one: Gathered, other: Gathered) -> bool:
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one.tables, name), getattr(other.tables, name))
    assert dict(one.texts()) == dict(other.texts())
    return True


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return write_documents(tmp_path / "documents", 12)


def test_only_what_changed_is_read_again(tmp_path, documents):
    settings = settings_of(documents, tmp_path / "store")
    assert gathered(settings).read == 12
    assert gathered(settings).read == 0
    (documents / "0003.txt").write_text(city_text(300), encoding="utf-8")
    (documents / "new.txt").write_text(city_text(301), encoding="utf-8")
    (documents / "0001.txt").unlink()
    again = gathered(settings)
    assert again.read == 2
    assert same(again, gathered(settings_of(documents, tmp_path / "other")))


def test_what_the_manifest_leaves_out_is_read_but_counts_nowhere(tmp_path, documents):
    settings = settings_of(documents, tmp_path / "store")
    before = gathered(settings).tables
    (documents / "manifest.csv").write_text("file,counted\n0003.txt,no\n", encoding="utf-8")
    again = gathered(settings)
    assert again.read == 0
    row = again.tables.documents.set_index("document").loc["0003.txt"]
    assert (row["state"], row["claims"], row["evidence"]) == ("left_out", 0, 0)
    assert "清单" in row["problem"]
    assert "0003.txt" not in set(before.documents["repeats"])
    for name in ("evidence", "claims", "figures"):
        table = getattr(before, name)
        rest = table[table["document"] != "0003.txt"].reset_index(drop=True)
        pd.testing.assert_frame_equal(getattr(again.tables, name), rest)


def test_what_repeats_a_document_left_out_counts_in_its_stead(tmp_path, documents):
    settings = settings_of(documents, tmp_path / "store")
    text = (documents / "0003.txt").read_text(encoding="utf-8")
    (documents / "0003_copy.txt").write_text(text, encoding="utf-8")
    states = gathered(settings).tables.documents.set_index("document")["state"]
    kept, other = sorted(("0003.txt", "0003_copy.txt"), key=lambda name: states[name] != "read")
    assert (states[kept], states[other]) == ("read", "repeated")
    (documents / "manifest.csv").write_text(f"file,counted\n{kept},no\n", encoding="utf-8")
    states = gathered(settings).tables.documents.set_index("document")["state"]
    assert (states[kept], states[other]) == ("left_out", "read")


def test_what_holds_of_an_archive_holds_of_what_is_in_it(tmp_path, documents):
    with zipfile.ZipFile(documents / "mail.zip", "w") as archive:
        for name, seed in (("a.txt", 400), ("b.txt", 401)):
            archive.writestr(name, city_text(seed))
    told = "file,counted\nmail.zip,no\nmail.zip/b.txt,yes\n"
    (documents / "manifest.csv").write_text(told, encoding="utf-8")
    found = gathered(settings_of(documents, tmp_path / "store")).tables.documents
    states = found.set_index("document")["state"]
    assert (states["mail.zip/a.txt"], states["mail.zip/b.txt"]) == ("left_out", "read")


def test_another_weight_reads_nothing_and_another_term_reads_all(tmp_path, documents):
    settings = settings_of(documents, tmp_path / "store")
    inputs = load_inputs(settings)
    gathered(settings)
    told = inputs.catalogue.model_dump()
    indicator = told["dimensions"][0]["indicators"][0]
    indicator["weight"] = 9.0
    assert gathered(settings, catalogue=type(inputs.catalogue).model_validate(told)).read == 0
    indicator["terms"] = {**indicator["terms"], "算力飞艇": 2.0}
    assert gathered(settings, catalogue=type(inputs.catalogue).model_validate(told)).read == 12


def test_what_repeats_another_document_counts_once_unless_it_shall_not(tmp_path, documents):
    text = "\n".join(city_text(number).split("\n", 1)[1] for number in (0, 6, 12, 18))
    for name in ("first.txt", "second.txt"):
        (documents / name).write_text(f"成都市数据行动方案\n{text}", encoding="utf-8")
    settings = settings_of(documents, tmp_path / "store")
    found = gathered(settings).tables
    states = found.documents.set_index("document")
    gone = states.index[states["state"] == "repeated"].tolist()
    assert len(gone) == 1
    assert gone[0] not in found.evidence["document"].tolist()
    assert states.loc[gone[0], ["claims", "evidence"]].tolist() == [0, 0]
    keep = gathered(settings.model_copy(update={"repeats": "keep"})).tables
    assert set(keep.documents["state"]) == {"read"}
    assert gone[0] in keep.evidence["document"].tolist()


def test_processes_give_what_one_alone_gives(tmp_path, documents):
    alone = gathered(settings_of(documents, tmp_path / "alone").overridden(jobs=1))
    shared = gathered(settings_of(documents, tmp_path / "shared").overridden(jobs=2))
    assert same(alone, shared)


def test_documents_and_store_may_be_addresses(tmp_path, documents):
    there = place("memory://test_gathering")
    for path in documents.iterdir():
        (there / "documents").mkdir(parents=True, exist_ok=True)
        (there / "documents" / path.name).write_bytes(path.read_bytes())
    settings = settings_of(documents, tmp_path / "store")
    remote = settings.overridden(documents=there / "documents", store=there / "store")
    assert same(gathered(settings), gathered(remote.overridden(jobs=1)))
    assert gathered(remote).read == 0


def test_nothing_that_can_be_read_is_told_with_the_first_reason(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\0\1\2\3")
    with pytest.raises(InputError) as problem:
        gathered(settings_of(folder, tmp_path / "store"))
    assert problem.value.key == "run.nothing_read"
    assert problem.value.values["document"] == "a.txt"


def start(documents: Path, store: Path, jobs: int = 1) -> subprocess.Popen[bytes]:
    """Gather in a process group of its own."""
    command = [sys.executable, "-c", GATHER, str(documents), str(store), str(jobs)]
    return subprocess.Popen(command, start_new_session=True)


def whole_parts(store: Path) -> list[Path]:
    return [*store.glob("*/[!.]*.files.parquet")]


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children at once, as a power cut would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("parts", [1, 3])
def test_a_run_that_was_killed_resumes_and_ends_the_same(tmp_path, parts):
    documents = write_documents(tmp_path / "documents", 30)
    process = start(documents, tmp_path / "store")
    while process.poll() is None and len(whole_parts(tmp_path / "store")) < parts:
        time.sleep(0.01)
    kill(process)
    kept = whole_parts(tmp_path / "store")
    again = gathered(settings_of(documents, tmp_path / "store"))
    assert again.read <= 30 - 3 * len(kept)
    assert same(again, gathered(settings_of(documents, tmp_path / "undisturbed")))


def test_two_runs_at_once_do_not_harm_each_other(tmp_path, documents):
    both = [start(documents, tmp_path / "store") for _ in range(2)]
    assert [process.wait(120) for process in both] == [0, 0]
    again = gathered(settings_of(documents, tmp_path / "store"))
    assert again.read == 0
    assert same(again, gathered(settings_of(documents, tmp_path / "undisturbed")))


def test_a_cluster_gives_what_this_machine_gives(tmp_path, documents):
    distributed = pytest.importorskip("distributed")
    own = settings_of(documents, tmp_path / "own")
    inputs = load_inputs(own)
    far = replace(inputs, settings=own.overridden(store=tmp_path / "far"))
    sources = inventory(documents)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as at:
        found = gather(
            far, make_analyser(far), sources, lambda *_: None, scheduler=at.scheduler_address
        )
    assert found.read == 12
    assert same(found, gathered(own))
