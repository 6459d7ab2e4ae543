"""What speaks against a document being a policy document of this subject: its own claims."""

from __future__ import annotations

from bench.corpus.doubts import Doubts, load_doubt_rules
from bench.evidence.analysis import Analysis


def doubts_of(analysis: Analysis) -> Doubts:
    """Return what a reader should look at before what a document says is believed.

    Returns
    -------
    dict
        Key of a message → its values: where nothing was found in the document, or hardly any of
        its sentences bears on an indicator (``data/doubts.yaml`` of the corpus says how few).
    """
    if not analysis.claims:
        return {"corpus.no_measures": {}}
    rules = load_doubt_rules()
    sentences = len(analysis.body.sentences)
    bearing = sum(bool(claim.indicators) for claim in analysis.claims)
    if sentences >= rules.subject_sentences and bearing < rules.subject_share * sentences:
        return {"corpus.other_subject": {"bearing": bearing, "sentences": sentences}}
    return {}
