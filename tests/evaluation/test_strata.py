"""The classes of sentences."""

from __future__ import annotations

from dataclasses import replace

from bench.evaluation.strata import CLASSES, NEAR, SURE, read_sentences
from bench.evidence.analysis import Analyser, Analysis
from bench.evidence.kinds import CONTEXT


def test_claims_are_the_sentences_more_likely_than_not(analysis: Analysis) -> None:
    claims = {claim.sentence.start: claim.confidence for claim in analysis.claims}
    assert len(claims) > 2
    for sentence, chance in zip(analysis.body.sentences, analysis.probabilities, strict=True):
        assert claims.get(sentence.start, chance) == chance
        assert (sentence.start in claims) == (chance > 0.5)


def test_every_sentence_of_the_body_is_there_with_the_one_before_it(
    analysis: Analysis,
) -> None:
    reads = read_sentences([analysis])
    sentences = analysis.body.sentences
    assert [read.sentence for read in reads] == list(sentences)
    assert [read.previous for read in reads] == ["", *(s.text for s in sentences[:-1])]
    assert {read.kind for read in reads} <= set(CLASSES)


def test_a_sure_hit_is_a_claim_with_an_indicator(analysis: Analysis) -> None:
    claims = {claim.sentence.start: claim for claim in analysis.claims}
    reads = read_sentences([analysis])
    sure = [claims[read.sentence.start] for read in reads if read.kind == SURE]
    assert sure
    assert all(claim.kind != CONTEXT and claim.indicators for claim in sure)
    doubtful = [claim for claim in claims.values() if not claim.indicators]
    kinds = {read.sentence.start: read.kind for read in reads}
    assert all(kinds[claim.sentence.start] == NEAR for claim in doubtful)


def test_documents_come_in_the_order_of_their_names(analysis: Analysis, analyser: Analyser) -> None:
    other = analyser.analyse(replace(analysis.document, path="a.txt"))
    reads = read_sentences([analysis, other])
    names = [read.document for read in reads]
    assert names == sorted(names)
