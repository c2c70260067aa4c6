"""A small drawing: shapes with numbers, text always escaped, the same bytes for the same data."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from extractor.messages import Language, figure

INK, FAINT, LINE = "#1f2933", "#52606d", "#cbd2d9"
BAR, MARK, WARN, GOOD = "#2f6f9f", "#12476b", "#b3261e", "#3d7a4e"


class Drawing:
    """An SVG picture of fixed width that grows by its calls.

    Args:
        title: read out by screen readers, with ``told``.
    """

    def __init__(self, width: int, height: int, title: str, told: str) -> None:
        self.width = width
        self.height = height
        self._parts: list[str] = []
        self._title = title
        self._told = told

    def bar(self, x: float, y: float, width: float, height: float, fill: str = BAR) -> None:
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}"'
            f' height="{max(height, 0):.1f}" fill="{fill}"/>'
        )

    def dot(self, x: float, y: float, fill: str = BAR) -> None:
        self._parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{fill}" fill-opacity="0.55"/>'
        )

    def line(
        self, points: Sequence[tuple[float, float]], stroke: str = LINE, *, dashed: bool = False
    ) -> None:
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dash = ' stroke-dasharray="5 4"' if dashed else ""
        self._parts.append(f'<polyline points="{joined}" fill="none" stroke="{stroke}"{dash}/>')

    def text(
        self, x: float, y: float, words: str, *, size: int = 12, anchor: str = "start",
        fill: str = INK,
    ) -> None:  # fmt: skip
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
            f' fill="{fill}">{escape(words)}</text>'
        )

    def svg(self) -> str:
        """The picture."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}"'
            f' width="{self.width}" height="{self.height}" role="img"'
            f' font-family="system-ui, sans-serif"><title>{escape(self._title)}</title>'
            f"<desc>{escape(self._told)}</desc>"
            f'<rect width="{self.width}" height="{self.height}" fill="#ffffff"/>'
            + "".join(self._parts)
            + "</svg>"
        )


def steps(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round values from at most ``low`` to at least ``high`` for an axis."""
    span = (high - low) or 1.0
    size = 10.0 ** len(str(int(span))) / 1000
    step = next(
        s
        for s in (size * f * 10**p for p in range(6) for f in (1, 2, 2.5, 5))
        if span / s <= wanted
    )
    first = step * int(low // step)
    values = [first]
    while values[-1] < high:
        values.append(values[-1] + step)
    return values


def shown(value: float, lang: Language) -> str:
    """A number of an axis without needless zeros."""
    return figure(f"{value:.2f}".rstrip("0").rstrip("."), lang)
