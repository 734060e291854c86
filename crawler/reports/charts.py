"""Small charts as inline SVG: one value a run, oldest on the left; no script, no style of their own."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement
from lxml.html.builder import E

WIDTH, HEIGHT = 240, 48  # of the drawing's own units
GAP = 0.25  # of a bar's room

Values = Sequence[float | None]


def bars(name: str, values: Values, alarmed: Sequence[bool]) -> HtmlElement:
    """Return a chart of counts from 0 up, with the bars of alarmed runs in a class of their own."""
    top = max((value for value in values if value), default=1)
    room = WIDTH / max(1, len(values))
    paths: dict[str, list[str]] = {"plain": [], "alarm": []}
    for place, value in enumerate(values):
        # A run without any is still to be seen where it is alarming.
        height = max(HEIGHT * (value or 0) / top, 2 if alarmed[place] else 0)
        left = room * (place + GAP / 2)
        bar = f"M{left:.1f} {HEIGHT}h{room * (1 - GAP):.1f}v{-height:.1f}h{-room * (1 - GAP):.1f}z"
        paths["alarm" if alarmed[place] else "plain"].append(bar)
    return _drawing(
        name, values, [E("path", {"class": kind, "d": "".join(path)}) for kind, path in paths.items() if path]
    )


def line(name: str, values: Values, alarmed: Sequence[bool], top: float | None = None) -> HtmlElement:
    """Return a chart of values from 0 to `top`, by default the largest; where there is none, the line has a gap."""
    top = top or max((value for value in values if value), default=1)
    step = WIDTH / max(1, len(values))
    path, dots, drawn = [], [], False
    for place, value in enumerate(values):
        if value is not None:
            x, y = step * (place + 0.5), (HEIGHT - 4) * (1 - min(value / top, 1)) + 2
            path.append(f"{'L' if drawn else 'M'}{x:.1f} {y:.1f}")
            if alarmed[place] or (not drawn and (place + 1 == len(values) or values[place + 1] is None)):
                size = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "2.5"}
                dots.append(E("circle", {**size, "class": "alarm" if alarmed[place] else "plain"}))
        drawn = value is not None
    return _drawing(name, values, [E("path", {"class": "line", "d": "".join(path) or "M0 0"}), *dots])


def _drawing(name: str, values: Values, parts: list[HtmlElement]) -> HtmlElement:
    known = [value for value in values if value is not None]
    told = f"{name}, the last {len(values)} runs" + (f", from {min(known):g} to {max(known):g}" if known else "")
    box = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "preserveAspectRatio": "none", "role": "img", "aria-label": told}
    return E("svg", box, *parts)
