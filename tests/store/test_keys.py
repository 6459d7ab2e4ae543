"""What changes a key, and what does not."""

from __future__ import annotations

from dataclasses import replace

from bench.catalogue.model import Catalogue
from bench.corpus.folder import Source
from bench.corpus.manifest import Entry
from bench.evidence.analysis import Analyser
from bench.store.keys import Reading, extraction_fingerprint, file_key
from tests.store.builders import analyser


def source(tmp_path, name="a.txt", **changes) -> Source:
    return replace(Source(tmp_path / name, name, None), **changes)


def test_name_content_and_what_the_manifest_says_make_the_key(tmp_path):
    plain = source(tmp_path)
    others = [
        file_key(source(tmp_path, "b.txt"), "1"),
        file_key(plain, "2"),
        file_key(source(tmp_path, entry=Entry(3, region="杭州")), "1"),
        file_key(source(tmp_path, within={"a.txt#甲": Entry(3, region="杭州")}), "1"),
    ]
    assert len({file_key(plain, "1"), *others}) == 5


def test_where_the_folder_lies_and_the_line_of_the_manifest_do_not(tmp_path):
    one = source(tmp_path, entry=Entry(3, region="杭州"))
    other = source(tmp_path / "moved", entry=Entry(8, region="杭州"))
    assert file_key(one, "1") == file_key(other, "1")


def test_nor_does_a_row_that_says_nothing_or_only_whether_the_file_counts(tmp_path):
    key = file_key(source(tmp_path), "1")
    assert file_key(source(tmp_path, entry=Entry(3, counted=False)), "1") == key
    assert file_key(source(tmp_path, within={"a.txt#甲": Entry(3)}), "1") == key
    told = Entry(3, region="杭州")
    member = source(tmp_path, entry=told, within={"a.txt#甲": Entry(4)})
    assert file_key(member, "1") != file_key(source(tmp_path, entry=told), "1")


def test_terms_and_reading_change_the_fingerprint_and_weights_do_not():
    own = analyser()

    def changed(**values: object) -> Analyser:
        told = own.catalogue.model_dump()
        told["dimensions"][0]["indicators"][0].update(values)
        return Analyser(Catalogue.model_validate(told), own.gazetteer, own.learnt)

    plain = extraction_fingerprint(own, Reading())
    assert extraction_fingerprint(changed(weight=7.0), Reading()) == plain
    assert extraction_fingerprint(changed(terms={"算力飞艇": 2.0}), Reading()) != plain
    assert extraction_fingerprint(own, Reading("en")) != plain
    assert extraction_fingerprint(own, Reading("zh", (("statement", "举措"),))) != plain
    assert extraction_fingerprint(Analyser(own.catalogue, own.gazetteer), Reading()) != plain
