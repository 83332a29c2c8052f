"""Analyses: what the events of an actor add up to, each with its coverage and what it does not show.

Every function takes a dataset and gives a `Result`: rows of named values. They count what sources report; whoever shows
a trend shows `Result.coverage`, the documents per month, beside it.
"""

from amity.analysis.blocs import Bloc, Broker, blocs, brokers
from amity.analysis.calling import ANALYSES, run
from amity.analysis.diversification import Diversity, diversification
from amity.analysis.pairs import Step, pair
from amity.analysis.portfolios import Similarity, portfolios
from amity.analysis.promises import Promise, promises
from amity.analysis.results import Month, Result
from amity.analysis.sources import Contradiction, Corroboration, contradictions, corroboration
from amity.analysis.trends import Trend, trends

__all__ = [
    "ANALYSES",
    "Bloc",
    "Broker",
    "Contradiction",
    "Corroboration",
    "Diversity",
    "Month",
    "Promise",
    "Result",
    "Similarity",
    "Step",
    "Trend",
    "blocs",
    "brokers",
    "contradictions",
    "corroboration",
    "diversification",
    "pair",
    "portfolios",
    "promises",
    "run",
    "trends",
]
