"""JSON Schema of a catalogue file, by which editors complete and check while one types."""

from __future__ import annotations

from typing import Any

from bench.catalogue.model import Catalogue

_PLAIN_TEXT = {
    "description": "one text for both languages",
    "minLength": 1,
    "type": "string",
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a catalogue.

    It says what can be said of single values; that ids are unique and lie in their dimensions, and
    that weights are not all zero, is checked by `bench.catalogue.loading.load_catalogue` only.
    """
    schema = Catalogue.model_json_schema()
    definitions = dict(schema["$defs"])
    definitions["Text"] = {"anyOf": [_PLAIN_TEXT, definitions["Text"]]}
    return {
        **schema,
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": definitions,
    }
