"""Build hostile pages of a given size, and register them by name in KINDS."""

from __future__ import annotations

from collections.abc import Callable

TITLE = "Veldoria counts its boats"
PARAGRAPHS = [
    f"In year {n} the harbour town of Veldoria counted {n * 7} boats, {n * 13} nets and {n * 3} crews, said the warden."
    for n in range(2, 14)
]
STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
ARTICLE = f"<article><h1>{TITLE}</h1>{STORY}</article>"
URL = "https://example.org/2024/05/01/boats"

Kind = Callable[[int], str | bytes]
KINDS: dict[str, Kind] = {}


def page(before: str = "", after: str = "", head: str = "", attributes: str = "", article: str = ARTICLE) -> str:
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{TITLE}</title>{head}</head>"
        f"<body {attributes}><div>{before}{article}{after}</div></body></html>"
    )


def fill(piece: str, size: int) -> str:
    """Return the piece repeated up to a size; `#` in it becomes the number of the copy."""
    if "#" not in piece:
        return piece * (size // len(piece))
    return "".join(piece.replace("#", str(n)) for n in range(size // (len(piece) + 6 * piece.count("#"))))


def paragraphs(before: str, after: str) -> str:
    """Return the article with markup around each of its paragraphs."""
    return f"<article><h1>{TITLE}</h1>" + "".join(f"{before}<p>{t}</p>{after}" for t in PARAGRAPHS) + "</article>"


def kind(name: str) -> Callable[[Kind], Kind]:
    """Return a decorator that adds a function as a kind."""

    def add(make: Kind) -> Kind:
        KINDS[name] = make
        return make

    return add


def add_hiding(name: str, piece: str) -> None:
    """Add two kinds with a piece that hides everything after it, in browsers too: after and within the article."""
    KINDS[f"{name}, after"] = lambda size: page(after=fill(piece, size))
    KINDS[f"{name}, inside"] = lambda size: page(
        article=f"<article><h1>{TITLE}</h1>{STORY}{fill(piece, size)}</article>"
    )


def add_pieces(name: str, piece: str) -> None:
    """Add three kinds: the piece repeated before, after and within the article."""
    KINDS[f"{name}, before"] = lambda size: page(before=fill(piece, size))
    KINDS[f"{name}, after"] = lambda size: page(after=fill(piece, size))
    KINDS[f"{name}, inside"] = lambda size: page(
        article=f"<article><h1>{TITLE}</h1>{STORY}{fill(piece, size)}</article>"
    )


def add_nesting_around(name: str, opening: str, closing: str) -> None:
    """Add kinds with nesting around the article, closed and unclosed.

    These elements are not placed between the paragraphs, where they would mean that those are not text.
    """
    for levels, count in (("5,000", lambda size: 5_000), ("size", lambda size: size // len(opening + closing))):
        KINDS[f"{name}, {levels}, around"] = lambda size, n=count: page(opening * n(size), closing * n(size))
        KINDS[f"{name}, {levels}, unclosed"] = lambda size, n=count: page(before=opening * n(size))


def add_nesting(name: str, opening: str, closing: str) -> None:
    """Add kinds with nesting around, before, after and between the paragraphs: 5,000 levels, and as many as fit."""
    for levels, count in (("5,000", lambda size: 5_000), ("size", lambda size: size // len(opening + closing))):
        KINDS[f"{name}, {levels}, around"] = lambda size, n=count: page(opening * n(size), closing * n(size))
        KINDS[f"{name}, {levels}, before"] = lambda size, n=count: page(opening * n(size) + "deep" + closing * n(size))
        KINDS[f"{name}, {levels}, after"] = lambda size, n=count: page(
            after=opening * n(size) + "x" + closing * n(size)
        )
        KINDS[f"{name}, {levels}, inside"] = lambda size, n=count: page(
            article=paragraphs(opening * (n(size) // 12), closing * (n(size) // 12))
        )
        KINDS[f"{name}, {levels}, around the text"] = lambda size, n=count: page(
            article=f"<article><h1>{TITLE}</h1>{opening * n(size)}{STORY}{closing * n(size)}</article>"
        )
        KINDS[f"{name}, {levels}, unclosed"] = lambda size, n=count: page(before=opening * n(size))
