"""Analyses by name, for those who type them."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from amity.analysis.blocs import blocs, brokers
from amity.analysis.diversification import diversification
from amity.analysis.pairs import pair
from amity.analysis.portfolios import portfolios
from amity.analysis.promises import promises
from amity.analysis.results import Result
from amity.analysis.sources import contradictions, corroboration
from amity.analysis.trends import trends
from amity.parameters import ParameterError
from amity.store import Dataset

ANALYSES: Mapping[str, Callable[..., Result[Any]]] = {
    function.__name__: function
    for function in (
        blocs,
        brokers,
        contradictions,
        corroboration,
        diversification,
        pair,
        portfolios,
        promises,
        trends,
    )
}
"""The analyses by name."""


def run(dataset: Dataset, name: str, actors: Sequence[str], since: int | None = None) -> Result[Any]:
    """The analysis of that name of these actors: two for `pair`, none or one where all actors can be meant.

    `since` is a year, for `trends`. Raises ParameterError for an unknown name and for what it does not take.
    """
    if name not in ANALYSES:
        raise ParameterError(f"there is no analysis {name!r}; there are {', '.join(ANALYSES)}")
    function = ANALYSES[name]
    parameters = [p for p in inspect.signature(function).parameters.values() if p.name in ("actor", "one", "other")]
    least, most = sum(p.default is p.empty for p in parameters), len(parameters)
    if not least <= len(actors) <= most:
        expected = str(least) if least == most else f"{least} or {most}"
        raise ParameterError(f"{name} is of {expected} actors, and {len(actors)} are given")
    if (name == "trends") != (since is not None):
        raise ParameterError(
            "trends needs --since YEAR, the first that is compared with the past; no other analysis takes it"
        )
    return function(dataset, *actors, **({} if since is None else {"since": since}))
