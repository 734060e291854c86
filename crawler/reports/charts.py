"""Draw small charts as inline SVG, with one value per run, oldest on the left. The page's style sheet colours them."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement
from lxml.html.builder import E

WIDTH, HEIGHT = 240, 48  # in units of the drawing
GAP = 0.25  # between two bars, as a share of the width per bar

Values = Sequence[float | None]


def bars(name: str, values: Values, alarmed: Sequence[bool]) -> HtmlElement:
    """Return a bar chart of counts, starting at 0; the bars of runs with alarms have the class `alarm`."""
    top = max((value for value in values if value), default=1)
    space = WIDTH / max(1, len(values))
    paths: dict[str, list[str]] = {"plain": [], "alarm": []}
    for index, value in enumerate(values):
        # The bar of a run with an alarm is visible even if its count is 0.
        height = max(HEIGHT * (value or 0) / top, 2 if alarmed[index] else 0)
        left = space * (index + GAP / 2)
        bar = f"M{left:.1f} {HEIGHT}h{space * (1 - GAP):.1f}v{-height:.1f}h{-space * (1 - GAP):.1f}z"
        paths["alarm" if alarmed[index] else "plain"].append(bar)
    return _drawing(
        name, values, [E("path", {"class": kind, "d": "".join(path)}) for kind, path in paths.items() if path]
    )


def line(name: str, values: Values, alarmed: Sequence[bool], top: float | None = None) -> HtmlElement:
    """Return a line chart from 0 to `top`, by default the largest value; a missing value leaves a gap.

    Runs with alarms get a dot, and so do single values between gaps, where no line would be visible.
    """
    top = top or max((value for value in values if value), default=1)
    step = WIDTH / max(1, len(values))
    path, dots, has_previous = [], [], False
    for index, value in enumerate(values):
        if value is not None:
            x, y = step * (index + 0.5), (HEIGHT - 4) * (1 - min(value / top, 1)) + 2
            path.append(f"{'L' if has_previous else 'M'}{x:.1f} {y:.1f}")
            is_single = not has_previous and (index + 1 == len(values) or values[index + 1] is None)
            if alarmed[index] or is_single:
                size = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "2.5"}
                dots.append(E("circle", {**size, "class": "alarm" if alarmed[index] else "plain"}))
        has_previous = value is not None
    return _drawing(name, values, [E("path", {"class": "line", "d": "".join(path) or "M0 0"}), *dots])


def _drawing(name: str, values: Values, parts: list[HtmlElement]) -> HtmlElement:
    """Return the SVG element, with a label for screen readers."""
    known = [value for value in values if value is not None]
    label = f"{name}, the last {len(values)} runs" + (f", from {min(known):g} to {max(known):g}" if known else "")
    box = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "preserveAspectRatio": "none", "role": "img", "aria-label": label}
    return E("svg", box, *parts)
