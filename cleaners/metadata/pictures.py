"""Addresses of pictures: which are of one picture in several sizes, and which are of none."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_MAX_CHARS = 2_000

_NO_PICTURE = re.compile(
    r"placeholder|(?<![a-z])(?:logos?|favicons?|icons?|sprites?|avatars?|spacer|blank|pixel|transparent|lazyload|loading)"
    r"(?![a-z])|/1x1\.|\.svg$|doubleclick|/track(?:ing|er)?/",
    re.IGNORECASE,
)
_PROXY = re.compile(r"^/(?:cdn-cgi/image/[^/]+/)?(?:https?:/{1,2})?(?=[\w-]+\.[\w.-]+/)")
_PROXY_HOST = re.compile(r"i\d\.wp\.com")
_SIZE_PARAMETERS = frozenset([
    "auto", "cb", "crop", "ctx", "dpr", "f", "fit", "fm", "format", "h", "hash", "height", "im", "imheight", "impolicy",
    "imwidth", "itok", "mode", "q", "quality", "rect", "resize", "s", "scale", "sig", "size", "ssl", "strip", "t",
    "usm", "v", "ver", "w", "width", "zoom",
])  # fmt: skip
# Parts of a path that name a size or a cut: /1200x630_crop/, /960w/, /16x9/, -456x304, -scaled, _262_262, v16_9_600
_SIZE_FOLDER = re.compile(
    r"(?:\d{2,4}[wh]?|[wsh]\d{2,4}|lw\d{2,4}|\d{1,4}[x:]\d{1,4}\w*|\d{1,2}-\d{1,2}|orig(?:inal)?|small|medium|large"
    r"|thumb(?:nail)?s?|full|preview|styles|public|og_image|crop\w*|fit-in|smart|[wh]_\d+(?:,\w+)*|branded_\w+"
    r"|[\w-]*(?:retina|teaser|facebook|twitter|jsonld)[\w-]*|[a-z]+_w?\d{3,4}|[\w-]*[-_]\d{1,2}_\d{1,2}[-_]w\d{3,4})",
    re.IGNORECASE,
)
_IDENTITY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-z])[0-9a-f]{20,64}(?![0-9a-z])")
_SIZE_ENDING = re.compile(
    r"(?:~.*|[-_]\d{2,4}x\d{2,4}(?:[-_]\w{1,10})?|[-_]\d{2,4}_\d{2,4}|[-_]v?\d{1,2}_\d{1,2}_\d{3,4}|[-_@][234]x"
    r"|[-_](?:scaled|small|medium|x?large|thumb(?:nail)?|preview|square|landscape|portrait|retina|og|w\d{3,4}))+$",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"(?:\.(?:jpe?g|png|webp|gif|avif)){1,2}$", re.IGNORECASE)


def is_picture(url: str) -> bool:
    """Whether an address may be of a picture of the article: no logo, icon, place-holder or counter."""
    path = url.partition("?")[0][:_MAX_CHARS]
    return not _NO_PICTURE.search(path.partition("//")[2].partition("/")[2] or path)


def picture_key(url: str) -> str:
    """A form of the address that is the same for all sizes and cuts of a picture, as far as addresses tell."""
    try:
        parts = urlsplit(url[:_MAX_CHARS])
        query = parse_qsl(parts.query, max_num_fields=50)
    except ValueError:
        return url
    if inner := next((value for name, value in query if name == "url" and value != url), None):
        return picture_key(inner) if len(inner) < len(url) else inner
    path = parts.path
    if _PROXY_HOST.fullmatch(parts.netloc) or "/cdn-cgi/" in path:
        path = "/" + _PROXY.sub("", path).partition("/")[2]
    folders, _, name = path.rpartition("/")
    kept = [folder for folder in folders.split("/") if not _SIZE_FOLDER.fullmatch(folder)]
    if identity := _IDENTITY.search(name) or _IDENTITY.search(kept[-1] if kept else ""):
        return identity[0]
    stem = _SIZE_ENDING.sub("", _EXTENSION.sub("", name))
    rest = [] if _EXTENSION.search(name) else [pair for pair in query if pair[0].lower() not in _SIZE_PARAMETERS]
    return "/".join([*kept, stem]) + ("?" + urlencode(rest) if rest else "")
