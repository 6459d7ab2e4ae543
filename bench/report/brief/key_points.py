"""The key points of a brief, for a reader in a hurry."""

from __future__ import annotations

from collections.abc import Iterator

from bench.report.brief.material import Material
from bench.report.brief.writer import Writer
from bench.report.findings import NAMES_SHOWN, dimension_finding, gaps_finding, ranking_finding
from bench.report.findings_robustness import SIGNIFICANT, chance_of, volume_finding
from bench.report.summary import interval_text
from bench.report.view import ReportView
from bench.report.wording import names_of, part_name


def write_key_points(writer: Writer, material: Material) -> None:
    """Write what a reader in a hurry should know, a numbered line each."""
    writer.label(material.say("key_points"))
    for number, text in enumerate(_key_points(material), 1):
        writer.body(f"{number}. {material.say('stop', text=text)}")


def _key_points(material: Material) -> Iterator[str]:
    view, say = material.view, material.say
    yield ranking_finding(view)
    yield from _standing(material)
    if len(view.ranked) > 1:
        yield dimension_finding(view)
    if len(material.gaps):
        yield from _gap_points(material)
    if _follows_volume(view):
        yield volume_finding(view)
    if view.catalogue.evidence_indicators:
        yield say("key_meaning")


def _follows_volume(view: ReportView) -> bool:
    """Tell whether regions with more text stand higher, by more than chance."""
    follows = view.sureness.follows_volume
    if follows.spearman is None or follows.spearman <= 0:
        return False
    enough = follows.regions >= view.sureness.constants.correlated_regions
    return enough and chance_of(follows.spearman, follows.regions) < SIGNIFICANT


def _standing(material: Material) -> Iterator[str]:
    """Yield tier and rank interval of the target, or why it has none."""
    view, say, found = material.view, material.say, material.tiers
    ranked = view.ranked.reset_index(drop=True)
    own = ranked[ranked["region"] == view.target]
    if found is not None:
        told: dict[str, object] = {"count": len(ranked), "tiers": found.count}
        if len(own):
            yield say(
                "key_tier",
                target=view.target,
                tier=material.ordinal(int(found.tier[own.index[0]])),
                **told,
            )
        else:
            first = [str(name) for name in ranked.loc[found.tier == 1, "region"]]
            yield say("key_tiers", names=names_of(view, first, 8), **told)
    if len(own) and len(ranked) > 1:
        interval = interval_text(own["rank_low"].iloc[0], own["rank_high"].iloc[0])
        key = "key_interval"
        if not view.catalogue.evidence_indicators:
            key = "key_interval_statistics"
        yield say(key, target=view.target, interval=interval)
    elif own.empty and (why := material.why_unranked):
        yield say("key_unranked", target=view.target, why=why)


def _gap_points(material: Material) -> Iterator[str]:
    view, say = material.view, material.say
    if material.unread:
        yield gaps_finding(view)
        return
    ahead = material.strongest
    told = {"target": view.target, "count": len(ahead)}
    if len(ahead):
        names = [part_name(view, str(name)) for name in ahead["id"]]
        yield say("key_strengths", names=material.listed(names[:NAMES_SHOWN]), **told)
    elif len(material.trailing):
        yield say("key_no_strengths", **told)
    if len(material.trailing):
        yield say("key_gaps", target=view.target, count=len(material.trailing))
    yield gaps_finding(view)
