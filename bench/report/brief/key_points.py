"""The key points of a brief, for a reader in a hurry."""

from __future__ import annotations

from collections.abc import Iterator

from bench.comparison.gaps import ALL
from bench.report.brief.material import Material
from bench.report.brief.writer import Writer
from bench.report.findings import NAMES_SHOWN, dimension_finding, gaps_finding, ranking_finding
from bench.report.findings_robustness import SIGNIFICANT, chance_of
from bench.report.summary import interval_text
from bench.report.themed import themed_share
from bench.report.view import ReportView
from bench.report.wording import joined, names_of, part_name, percent, tells

_LEADERS = 8


def write_key_points(writer: Writer, material: Material) -> None:
    """Write what a reader in a hurry should know: standing, strengths, gaps, and a caveat."""
    say = material.say
    writer.label(say("key_points"))
    _warning(writer, material)
    points = [("key_label_standing", _standing(material))]
    if len(material.gaps) and not material.unread:
        points.append(("key_label_strengths", _strengths(material)))
        points.append(("key_label_gaps", _trailing(material)))
    else:
        points.append(("key_label_dimensions", _dimensions(material)))
    told = [(label, text) for label, sentences in points if (text := _whole(material, sentences))]
    for number, (label, text) in enumerate(told, 1):
        writer.labelled(say("key_lead", number=number, label=say(label)), text)
    writer.labelled(say("key_caveat"), _whole(material, _caveats(material)))


def _whole(material: Material, sentences: Iterator[str]) -> str:
    return joined([material.say("stop", text=text) for text in sentences], material.view)


def _warning(writer: Writer, material: Material) -> None:
    """Write first of all that the order says little, where it does."""
    say, count = material.say, len(material.view.ranked)
    if count > 1 and material.few:
        writer.labelled(say("key_few"), say("key_few_text", count=count))
    elif material.tiers is not None and material.blurred:
        loose = sum(best < worst for best, worst in material.reachable)
        writer.labelled(say("key_blurred"), say("key_blurred_text", count=count, loose=loose))


def _standing(material: Material) -> Iterator[str]:
    """Yield rank, tier and peers of the target, or who leads."""
    view, say, found = material.view, material.say, material.tiers
    ranked = view.ranked.reset_index(drop=True)
    own = ranked[ranked["region"] == view.target]
    if own.empty or len(ranked) == 1:
        yield ranking_finding(view)
        if why := material.why_unranked:
            yield say("key_unranked", target=view.target, why=why)
        if found is not None:
            top = [str(name) for name in ranked.loc[found.tier == 1, "region"]]
            names = names_of(view, top, _LEADERS)
            yield say("key_tiers", names=names, count=len(ranked), tiers=found.count)
    else:
        leaders = [str(name) for name in ranked.loc[ranked["rank"] == 1, "region"]]
        yield say(
            "key_rank" if view.target in leaders else "key_rank_behind",
            target=view.target,
            index=material.index(own["index"].iloc[0]),
            rank=int(own["rank"].iloc[0]),
            count=len(ranked),
            interval=interval_text(own["rank_low"].iloc[0], own["rank_high"].iloc[0]),
            first=names_of(view, leaders, NAMES_SHOWN),
        )
        if found is not None and not material.blurred:
            tier = material.ordinal(int(found.tier[own.index[0]]))
            yield say("key_tier", target=view.target, tier=tier, tiers=found.count)
    if material.mixed:
        yield say("key_mixed", levels=material.listed(material.mixed))
    if material.beside is not None:
        peers = [region.name for region in material.beside.gaps.peers]
        yield say("key_peers", peers=names_of(view, peers, material.rules.peers.most))


def _dimensions(material: Material) -> Iterator[str]:
    if material.unread:
        yield gaps_finding(material.view)
    elif len(material.view.ranked) > 1:
        yield dimension_finding(material.view)


def _strengths(material: Material) -> Iterator[str]:
    view, say, ahead = material.view, material.say, material.strongest
    if len(ahead):
        names = [part_name(view, str(name)) for name in ahead["id"]]
        listed = material.listed(names[:NAMES_SHOWN])
        yield say("key_strengths", target=view.target, count=len(ahead), names=listed)
    else:
        yield say("key_no_strengths", target=view.target)
    if len(view.ranked) > 1 and view.target in set(view.ranked["region"]):
        yield dimension_finding(view)


def _trailing(material: Material) -> Iterator[str]:
    """Yield the largest gaps by name, and what closing all of them would bring."""
    view, say, rows = material.view, material.say, material.trailing
    if rows.empty:
        yield say("key_no_gaps", target=view.target)
        return
    first = [
        say("key_gap", indicator=part_name(view, str(row["id"])), gap=material.score(row["gap"]))
        for row in rows.head(NAMES_SHOWN).to_dict("records")
    ]
    names = material.listed(first)
    yield say("key_gaps", target=view.target, count=len(rows), names=names)
    if told := closing(material):
        yield told
    yield say("key_advice")


def closing(material: Material) -> str:
    """Return what closing all gaps would bring to index and rank; ``""`` where nothing."""
    view, say, own = material.view, material.say, material.beside
    assert own is not None
    row = own.gaps.table[own.gaps.table["kind"] == ALL].iloc[0]
    if not (row["index_gain"] > 0 and tells(view, row["index_gain"])):
        return ""
    told: dict[str, object] = {
        "target": view.target,
        "before": material.index(row["index_after"] - row["index_gain"]),
        "after": material.index(row["index_after"]),
    }
    ranked = view.ranked[view.ranked["region"] == view.target]
    if not row["rank_rise"] > 0 or ranked.empty:
        return say("gaps_all", **told)
    after = int(row["rank_after"])
    low, high = ranked["rank_low"].iloc[0], ranked["rank_high"].iloc[0]
    within = "within" if low <= after <= high else "beyond"
    told |= {"interval": interval_text(low, high)}
    return say(f"gaps_all_{within}", rank=after + int(row["rank_rise"]), rank_after=after, **told)


def _caveats(material: Material) -> Iterator[str]:
    view, say = material.view, material.say
    if not view.catalogue.evidence_indicators:
        yield say("key_values")
        return
    yield say("key_meaning")
    share = themed_share(view)
    if share is not None:
        yield say("key_themed_all" if share == 1 else "key_themed", share=percent(share))
    if not _follows_volume(view):
        return
    yield say("key_volume", spearman=f"{view.sureness.follows_volume.spearman:+.2f}")
    table = view.sureness.volume
    own = table[(table["region"] == view.target) & table["adjusted_rank"].notna()]
    if len(own):
        yield say(
            "key_adjusted",
            target=view.target,
            rank=int(own["rank"].iloc[0]),
            adjusted=int(own["adjusted_rank"].iloc[0]),
        )


def _follows_volume(view: ReportView) -> bool:
    """Tell whether regions with more text stand higher, by more than chance."""
    follows = view.sureness.follows_volume
    if follows.spearman is None or follows.spearman <= 0:
        return False
    enough = follows.regions >= view.sureness.constants.correlated_regions
    return enough and chance_of(follows.spearman, follows.regions) < SIGNIFICANT
