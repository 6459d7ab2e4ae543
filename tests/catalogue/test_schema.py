import json

from bench.catalogue.model import Catalogue, Indicator
from bench.catalogue.schema import json_schema


def test_names_every_key_and_allows_no_other() -> None:
    schema = json_schema()
    assert set(schema["properties"]) == set(Catalogue.model_fields)
    indicator = schema["$defs"]["Indicator"]
    assert set(indicator["properties"]) == set(Indicator.model_fields)
    assert indicator["additionalProperties"] is False
    assert indicator["required"] == ["id", "name", "definition"]
    assert json.loads(json.dumps(schema)) == schema


def test_says_the_bounds_of_weights_and_the_form_of_ids() -> None:
    indicator = json_schema()["$defs"]["Indicator"]["properties"]
    assert indicator["weight"]["minimum"] == 0
    assert indicator["terms"]["additionalProperties"] == {
        "exclusiveMinimum": 0,
        "maximum": 3,
        "type": "number",
    }
    assert indicator["id"]["pattern"].startswith("^[a-z]")
    assert indicator["direction"]["enum"] == ["higher", "lower"]


def test_a_text_may_be_plain_or_in_both_languages() -> None:
    plain, both = json_schema()["$defs"]["Text"]["anyOf"]
    assert plain["type"] == "string"
    assert both["required"] == ["zh", "en"]
