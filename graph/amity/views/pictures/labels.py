"""Where the names of discs stand so that they cover neither each other nor a disc, as far as there is room."""

from collections.abc import Sequence
from typing import NamedTuple

_CHARACTER = 6.9
"""What a character of bold type of 12 pixels takes on average, in pixels."""
LINE = 14.0
_GAP = 3.0


class Box(NamedTuple):
    """A rectangle around a middle, in pixels."""

    x: float
    y: float
    width: float
    height: float

    def shared(self, other: "Box") -> float:
        """The area that lies in both."""
        across = min(self.x + self.width / 2, other.x + other.width / 2) - max(
            self.x - self.width / 2, other.x - other.width / 2
        )
        down = min(self.y + self.height / 2, other.y + other.height / 2) - max(
            self.y - self.height / 2, other.y - other.height / 2
        )
        return across * down if across > 0 and down > 0 else 0.0


def lines(name: str, longest: int) -> list[str]:
    """A name of more than so many characters in two lines, broken at the space nearest to its middle."""
    spaces = [place for place, character in enumerate(name) if character == " "]
    if len(name) <= longest or not spaces:
        return [name]
    at = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return [name[:at], name[at + 1 :]]


def placed(
    discs: Sequence[tuple[float, float, float]], names: Sequence[Sequence[str]], around: Sequence[Box]
) -> list[Box]:
    """The box of each name, beside its disc (x, y and radius, in pixels; y grows downward), in the order given.

    Each takes the place that covers least of what is there: outward from the middle (0, 0) if it can, else on the other
    side, right or left. `around` are more boxes that are to be kept free.
    """
    taken = [*around, *(Box(x, y, 2 * radius, 2 * radius) for x, y, radius in discs)]
    found: list[Box] = []
    for (x, y, radius), text in zip(discs, names, strict=True):
        width, height = _CHARACTER * max(map(len, text)), LINE * len(text)
        outward = 1 if y > 0 else -1
        aside = (1 if x > 0 else -1) * (radius + _GAP + width / 2)
        away = outward * (radius + _GAP + height / 2)
        places = [(x, y + away), (x + aside, y), (x, y - away), (x - aside, y)]
        boxes = [Box(at, height_, width, height) for at, height_ in places]
        best = min(boxes, key=lambda box: (round(sum(box.shared(other) for other in taken)), boxes.index(box)))
        found.append(best)
        taken.append(best)
    return found
