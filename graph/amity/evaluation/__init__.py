"""How well extraction reads: annotated texts against what is found in them."""

from amity.evaluation.evaluation import Evaluation, evaluate

__all__ = ["Evaluation", "evaluate"]
