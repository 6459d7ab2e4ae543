"""The command ``manifest``: what the documents of a folder are, to be corrected and read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bench.options import LanguageOption, check_language, explanation, progress_bar, told

if TYPE_CHECKING:
    from bench.corpus.proposing import Proposal

FolderArgument = Annotated[Path, typer.Argument(help=explanation("manifest_folder"))]
ManifestOption = Annotated[
    Path | None,
    typer.Option("--output", help=explanation("manifest_output"), show_default=False),
]


def manifest(
    folder: FolderArgument, output: ManifestOption = None, language: LanguageOption = None
) -> None:
    """Write a manifest of a folder of documents; never over an existing one unasked."""
    spoken = language or "zh"
    with told(language):
        check_language(language)
        from bench.corpus.manifest import NAME
        from bench.corpus.proposing import propose_manifest
        from bench.errors import InputError
        from bench.files import prepare_output, refuse_open, write_atomic
        from bench.regions import load_gazetteer

        path = output or folder / NAME
        if output is None and path.exists():
            other = path.with_name("manifest.new.csv")
            raise InputError("corpus.manifest_exists", path=path, other=other)
        with progress_bar(spoken) as advance:
            found = propose_manifest(folder, load_gazetteer(), spoken, advance)
        prepare_output(path.parent)
        refuse_open(path)
        write_atomic(path, found.text.encode("utf-8"))
    for line in _summary(found, path, spoken):
        typer.echo(line, err=True)


def _summary(found: Proposal, path: Path, language: str) -> list[str]:
    """Return the lines that say what was written and what to look at."""
    from bench.messages import message

    counts = message("run.separator", language).join(
        f"{message(f'corpus.field_{field}', language)} {count}"
        for field, count in found.unsure.items()
    )
    fields = message("corpus.manifest_fields", language, fields=counts) if counts else ""
    lines = [
        message(
            "corpus.manifest_written",
            language,
            path=path,
            documents=found.documents,
            to_check=found.to_check,
            fields=fields,
        )
    ]
    if found.unread:
        lines.append(message("corpus.manifest_unread", language, unread=found.unread))
    return lines
