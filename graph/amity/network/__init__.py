"""The network of partners: from the events of a dataset to NetworkX, and measures with their sources.

`multigraph` has one edge for each event and pair of its parties; `projection` adds these up to one weighted tie for
each pair; `slices` cuts a network by years. Nodes and edges are in the order of their IRIs: the same dataset gives the
same network.
"""

from amity.network.graphs import (
    Graph,
    Multigraph,
    actors,
    connected,
    ego,
    find,
    multigraph,
    projection,
    shares,
)
from amity.network.happenings import (
    HAPPENED,
    TIES_NOBODY_CLASSES,
    TIES_NOBODY_STATUSES,
    Happening,
    first_reports,
    happenings,
)
from amity.network.measures import (
    Brokerage,
    betweenness,
    brokerage,
    communities,
    degree,
    density,
    effective_number,
    effective_partners,
    eigenvector,
    modularity,
    strength,
)
from amity.network.parts import backbone, core
from amity.network.slices import Shape, Slice, over_time, slices

__all__ = [
    "HAPPENED",
    "TIES_NOBODY_CLASSES",
    "TIES_NOBODY_STATUSES",
    "Brokerage",
    "Graph",
    "Happening",
    "Multigraph",
    "Shape",
    "Slice",
    "actors",
    "backbone",
    "betweenness",
    "brokerage",
    "communities",
    "connected",
    "core",
    "degree",
    "density",
    "effective_number",
    "effective_partners",
    "ego",
    "eigenvector",
    "find",
    "first_reports",
    "happenings",
    "modularity",
    "multigraph",
    "over_time",
    "projection",
    "shares",
    "slices",
    "strength",
]
