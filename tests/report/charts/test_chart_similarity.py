import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Text
from scipy.cluster.hierarchy import cophenet
from scipy.spatial.distance import squareform

from bench.comparison.clustering import Clusters, clusters_of
from bench.report.charts.chart_similarity import similarity_chart
from bench.report.charts.chart_tree import cluster_texts, tree_of
from bench.report.charts.theme import HATCH
from bench.report.findings import similarity_finding
from bench.report.view import ReportView
from tests.report.compared import compared
from tests.report.conftest import make_view

Maker = Callable[..., ReportView]


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def with_likeness(view: ReportView, likeness: np.ndarray, near: np.ndarray | float) -> ReportView:
    """The compared view with these likenesses, and how often each region is near to another."""
    assert view.overview is not None
    alike = view.overview.alike
    share = np.full(likeness.shape, near) if isinstance(near, float) else near
    drawn = np.array([likeness, likeness])
    found = replace(alike.neighbours, likeness=likeness, drawn=drawn, nearest=share, near=share)
    own = replace(alike, neighbours=found, clusters=clusters_of(found))
    return replace(view, overview=replace(view.overview, alike=own))


PAIRS = np.array([[1, 0.0, 0.6, 0.1], [0.0, 1, 0.1, 0.5], [0.6, 0.1, 1, 0.0], [0.1, 0.5, 0.0, 1]])


def test_like_regions_stand_side_by_side_in_the_order_of_the_tree(view_of: Maker) -> None:
    view = with_likeness(compared(view_of(4)), PAIRS, 1.0)
    figure = similarity_chart(view)[0]
    names = {"杭州", "深圳", "浙江", "黔西南布依族苗族自治州"}
    rows = [text for text in figure.findobj(Text) if text.get_text() in names]
    rows = [text for text in rows if text.get_ha() == "right"]
    rows.sort(key=lambda text: -text.get_position()[1])
    assert [text.get_text() for text in rows][:2] == ["杭州", "浙江"]


def test_each_cluster_says_how_many_regions_it_has_and_how_stable_it_is(view_of: Maker) -> None:
    shown = words(similarity_chart(with_likeness(compared(view_of(4)), PAIRS, 1.0))[0])
    assert "第1类：2个地区，稳定性1.00（稳定）" in shown
    assert "第2类：2个地区，稳定性1.00（稳定）" in shown


def test_a_region_by_itself_is_said_to_be_so_and_a_loose_cluster_is_not_relied_on(
    view_of: Maker,
) -> None:
    likeness = np.array([[1, 0.6, 0.0], [0.6, 1, 0.0], [0.0, 0.0, 1]])
    view = with_likeness(compared(view_of(3)), likeness, 1.0)
    assert view.overview is not None
    tree = tree_of(view.overview.alike.clusters)
    assert cluster_texts(view, tree)[2].startswith("第2类：单独一个")
    loose = replace(tree, stability=(0.3, 0.6))
    assert cluster_texts(view, loose)[1].endswith("稳定性0.30（不可靠）")
    assert cluster_texts(view, loose)[2].endswith("稳定性0.60")
    unknown = replace(tree, stability=(np.nan, np.nan))
    assert not any("稳定性" in text for text in cluster_texts(view, unknown).values())


def test_forks_below_the_cut_lie_within_a_cluster(view_of: Maker) -> None:
    view = compared(view_of(31), seed=3)
    assert view.overview is not None
    tree = tree_of(view.overview.alike.clusters)
    assert len(tree.forks) == len(tree.labels) - 1
    within = [fork for fork in tree.forks if fork.distance <= tree.cut]
    assert len(within) == len(tree.labels) - tree.count
    for fork in within:
        low, high = (int(np.floor(min(fork.places))), int(np.ceil(max(fork.places))))
        assert len(set(tree.labels[low : high + 1])) == 1
    low, high = tree.ends
    assert all(low <= min(fork.distance, 1.0) <= high + 1e-9 for fork in tree.forks)


def test_the_axis_of_the_tree_ends_at_a_likeness_of_0() -> None:
    tree = tree_of(many())
    apart = tuple(replace(fork, distance=1.2) for fork in tree.forks[-1:])
    assert replace(tree, forks=(*tree.forks[:-1], *apart)).ends[1] == 1.0


@cache
def many() -> Clusters:
    view = compared(make_view(31), seed=3)
    assert view.overview is not None
    return view.overview.alike.clusters


@given(st.integers(1, 10_000), st.integers(2, 30))
def test_a_tree_of_some_regions_keeps_their_order_and_where_their_branches_join(
    seed: int, size: int
) -> None:
    clusters = many()
    members = clusters.members.tolist()
    shown = set(np.random.default_rng(seed).permutation(members)[:size].tolist())
    whole, part = tree_of(clusters), tree_of(clusters, shown)
    assert part.leaves == tuple(leaf for leaf in whole.leaves if leaf in shown)
    assert len(part.forks) == len(shown) - 1
    assert part.sizes == whole.sizes
    joined = squareform(cophenet(clusters.linkage))
    place = {leaf: members.index(leaf) for leaf in shown}
    for one, other in pairwise(part.leaves):
        at = part.leaves.index(one) + 0.5
        between = [f for f in part.forks if f.places[0] < at < f.places[1]]
        assert min(f.distance for f in between) == joined[place[one], place[other]]


def test_regions_without_claims_enough_are_named_in_the_foot_only(view_of: Maker) -> None:
    view = compared(view_of(8), few=2)
    shown = words(similarity_chart(view)[0])
    assert [word for word in shown if "海宁" in word and "主张太少" in word]
    assert "海宁" not in shown
    assert "长三角" not in shown
    patches = similarity_chart(view)[0].axes[0].patches
    assert not any(patch.get_hatch() == HATCH for patch in patches)


def test_pairs_without_a_value_are_hatched(view_of: Maker) -> None:
    likeness = PAIRS.copy()
    likeness[0, 1] = likeness[1, 0] = np.nan
    patches = (
        similarity_chart(with_likeness(compared(view_of(4)), likeness, 1.0))[0].axes[0].patches
    )
    assert sum(patch.get_hatch() == HATCH for patch in patches) == 2 + 1  # and the legend


def test_the_most_similar_region_is_named(view_of: Maker) -> None:
    view = with_likeness(compared(view_of(4)), PAIRS, 1.0)
    assert similarity_finding(view) == "与杭州最相似的是浙江（0.60）"
    found = similarity_finding(replace(view, target=""))
    assert found == "最相似的一对：杭州与浙江（0.60）"


@pytest.mark.parametrize("target", ["杭州", ""])
def test_a_likeness_that_means_little_is_not_told_as_one(view_of: Maker, target: str) -> None:
    view = compared(view_of(4, target=target))
    low = similarity_finding(with_likeness(view, PAIRS / 10 + np.eye(4) * 0.9, 1.0))
    assert re.match("没有哪.*明显相似（最高0.06", low)
    unsure = similarity_finding(with_likeness(view, PAIRS, 0.49))
    assert re.match("没有哪.*稳定地相似.*0.60", unsure)


def test_the_nearest_region_is_said_to_be_not_very_similar_where_it_is_not(view_of: Maker) -> None:
    weak = with_likeness(compared(view_of(4)), PAIRS * 0.49 + np.eye(4) * 0.51, 1.0)
    assert similarity_finding(weak) == "最接近杭州的是浙江，但相似度不高（0.29）"
    pair = similarity_finding(replace(weak, target=""))
    assert pair == "最接近的一对是杭州与浙江，但相似度不高（0.29）"


def test_what_falls_short_of_stable_never_shows_the_limit(view_of: Maker) -> None:
    view = compared(view_of(31), seed=3)
    assert view.overview is not None
    tree = tree_of(view.overview.alike.clusters)
    short = replace(tree, stability=(0.4999,) * tree.count)
    texts = cluster_texts(view, short).values()
    assert all("0.50" not in text for text in texts)
    assert any("0.49（不可靠）" in text for text in texts)


def test_of_few_regions_being_near_tells_nothing_so_the_nearest_counts(view_of: Maker) -> None:
    view = with_likeness(compared(view_of(4)), PAIRS, 1.0)
    assert view.overview is not None
    alike = view.overview.alike
    neighbours = replace(alike.neighbours, nearest=np.full((4, 4), 0.4))
    overview = replace(view.overview, alike=replace(alike, neighbours=neighbours))
    assert "稳定地" in similarity_finding(replace(view, overview=overview))


def test_without_a_pair_there_is_no_similarity(view_of: Maker) -> None:
    assert similarity_finding(compared(view_of(1))) == "没有可比的两个地区"
    assert similarity_finding(view_of(3)) == "没有可比的两个地区"
