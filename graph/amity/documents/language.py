"""Which language a text is in."""

from functools import lru_cache
from typing import Any

LANGUAGES = {"fr", "en"}
"""The languages that extraction reads."""

_SAMPLE = 5_000
_DOUBT = 0.03
"""A language with less of the probability than this is not the text's. Names of countries and persons pull a short text
towards languages whose texts are full of them (Nigerian Pidgin, Indonesian); but a whole sentence in another language
leaves French and English less than a hundredth."""


def identify(text: str) -> str | None:
    """The code of the language `text` is in, out of all that py3langid knows; none where it is too short to tell.

    What may well be in a language that is read is taken to be so.
    """
    shares: dict[str, float] = dict(_identifier().rank(text[:_SAMPLE]))
    for likely in (max(LANGUAGES, key=shares.__getitem__), max(shares, key=shares.__getitem__)):
        if shares[likely] >= _DOUBT:
            return likely
    return None


def english_name(code: str) -> str | None:
    """What the language of a code is called in English, where that is known."""
    from babel import Locale

    found: str | None = Locale("en").languages.get(code)
    return found


@lru_cache(maxsize=1)
def _identifier() -> Any:
    # Imported here: numpy and the model take a fifth of a second, and most documents say their language.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
