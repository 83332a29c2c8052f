"""Which language a text is in."""

LANGUAGES = {"fr", "en"}
"""The languages that extraction reads."""

_SAMPLE = 5_000


def identify(text: str) -> str:
    """The two-letter code of the language `text` is in, out of all that py3langid knows."""
    # Imported here: numpy and the model take a fifth of a second, and most documents say their language.
    import py3langid

    return str(py3langid.classify(text[:_SAMPLE])[0])
