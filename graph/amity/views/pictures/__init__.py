"""Pictures for reports: an actor's partners as SVG or PNG files, made without a browser.

They are Altair charts, written by vl-convert: both come with the extra `pictures`. The same dataset gives the same SVG.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from amity.parameters import find_actor
from amity.store import Dataset
from amity.views.content import LANGUAGES, content

if TYPE_CHECKING:
    import altair as alt

KINDS = ("rings", "timeline", "domains", "diversification")
FORMATS = ("svg", "png")
_PNG_SCALE = 2.0


class PicturesUnavailableError(RuntimeError):
    """The packages that draw are not installed."""


def picture(
    dataset: Dataset,
    kind: str,
    actor: str,
    *,
    since: str | None = None,
    until: str | None = None,
    language: str = "en",
) -> "alt.VConcatChart":
    """A chart of an actor (`TGO`, a name or an IRI), which Jupyter shows and `save` writes.

    `rings`: its partners, the nearer the stronger. `timeline`: its events by date and kind. `domains`: events by
    partner and domain. `diversification`: the effective number of its partners by year. `since` and `until` are dates
    at any precision; all text is in `language`, en or fr.

    Raises ValueError for another kind or language and for an actor without events, PicturesUnavailableError where the
    extra is not installed.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no picture {kind!r}; there are {', '.join(KINDS)}")
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    try:
        from amity.views.pictures import diversification, heatmap, rings, timeline
    except ImportError as error:
        raise PicturesUnavailableError(
            f"pictures need packages that are not installed ({error.name}); run: pip install 'amity[pictures]'"
        ) from None
    iri = find_actor(actor, dataset)
    if kind == "diversification":
        return diversification.draw(dataset, iri, since, until, language)
    shown = content(dataset, actor=iri, since=since, until=until)
    return {"rings": rings.draw, "timeline": timeline.draw, "domains": heatmap.draw}[kind](shown, language)


def write_picture(
    dataset: Dataset,
    path: str | Path,
    kind: str,
    actor: str,
    *,
    since: str | None = None,
    until: str | None = None,
    language: str = "en",
) -> None:
    """Writes a picture to a file that ends in .svg or .png; see `picture`.

    Raises as that does, ValueError for another ending, OSError where the file cannot be written.
    """
    path = Path(path)
    format_ = path.suffix.removeprefix(".").lower()
    if format_ not in FORMATS:
        raise ValueError(f"{path}: a picture is written as .svg or .png")
    drawn = svg_or_png(picture(dataset, kind, actor, since=since, until=until, language=language), format_)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(drawn)


def svg_or_png(chart: "alt.VConcatChart", format_: str = "svg") -> bytes:
    """A chart as the bytes of a file: SVG, or PNG at twice the size."""
    try:
        import vl_convert
    except ImportError as error:
        raise PicturesUnavailableError(
            f"pictures need packages that are not installed ({error.name}); run: pip install 'amity[pictures]'"
        ) from None
    spec = chart.to_dict()
    if format_ == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=_PNG_SCALE))
    return str(vl_convert.vegalite_to_svg(spec)).encode()
