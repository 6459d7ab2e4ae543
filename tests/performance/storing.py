"""Documents into a store in a process of its own: seconds, megabytes of text, most memory.

``python -m tests.performance.storing FOLDER STORE JOBS [warm]`` prints them as JSON. With ``warm``,
what is loaded once (rules, weights, dictionaries) is loaded before the clock starts.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from tests.performance.memory import peak


def main(documents: Path, store: Path, jobs: int, warm: bool) -> dict[str, float]:
    """Extract all documents of a folder that the store lacks."""
    # A worker begins by loading the module of its parent: that of the command, too, loads little.
    from bench.corpus.inventory import inventory
    from bench.documents import make_analyser
    from bench.gathering import extracted_into
    from bench.inputs import load_inputs
    from bench.settings import default_settings

    settings = default_settings(documents, store.with_name("out"))
    inputs = load_inputs(settings.overridden(store=store, jobs=jobs))
    analyser = make_analyser(inputs)
    if warm:
        first = replace(
            inputs,
            sources=inputs.sources[:1],
            settings=inputs.settings.overridden(store=store.with_name("warm")),
        )
        extracted_into(first, analyser, {}, lambda *_: None)
    clock = time.perf_counter()
    extracted_into(inputs, analyser, inventory(documents), lambda *_: None)
    seconds = time.perf_counter() - clock
    megabytes = sum(source.path.stat().st_size for source in inputs.sources) / 1e6
    return {"seconds": seconds, "megabytes": megabytes, "peak": peak()}


if __name__ == "__main__":
    folder, place, processes, *options = sys.argv[1:]
    print(json.dumps(main(Path(folder), Path(place), int(processes), options == ["warm"])))
