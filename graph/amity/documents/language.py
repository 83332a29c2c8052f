"""Which language a text is in."""

from functools import cache
from typing import Any

LANGUAGES = {"fr", "en"}
"""The languages that extraction reads."""

_SAMPLE = 5_000


@cache
def _identifier() -> Any:
    # Imported here: numpy and the model take a fifth of a second, and most documents say their language.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)


def identify(text: str) -> str:
    """The two-letter code of the language `text` is in, out of all that py3langid knows."""
    return str(_identifier().classify(text[:_SAMPLE])[0])
