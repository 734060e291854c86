"""Recognise picture addresses that are logos or placeholders, and those that show one picture in several sizes."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_MAX_URL_CHARS = 2_000  # the rest of a longer address is ignored

_NOT_OF_ARTICLE = re.compile(
    r"placeholder|(?<![a-z])(?:logos?|favicons?|icons?|sprites?|avatars?|spacer|blank|pixel|transparent|lazyload|loading)"
    r"(?![a-z])|/1x1\.|\.svg$|doubleclick|/track(?:ing|er)?/",
    re.IGNORECASE,
)
# Image proxies that name the original picture in their path.
_PROXY_PREFIX = re.compile(r"^/(?:cdn-cgi/image/[^/]+/)?(?:https?:/{1,2})?(?=[\w-]+\.[\w.-]+/)")
_PROXY_HOST = re.compile(r"i\d\.wp\.com")
# Query parameters that name a size, a format or a signature, not the picture.
_SIZE_PARAMETERS = frozenset([
    "auto", "cb", "crop", "ctx", "dpr", "f", "fit", "fm", "format", "h", "hash", "height", "im", "imheight", "impolicy",
    "imwidth", "itok", "mode", "q", "quality", "rect", "resize", "s", "scale", "sig", "size", "ssl", "strip", "t",
    "usm", "v", "ver", "w", "width", "zoom",
])  # fmt: skip
# Folders and endings of a path that name a size or a crop: /1200x630_crop/, /960w/, /16x9/, -456x304, -scaled,
# _262_262, v16_9_600.
_SIZE_FOLDER = re.compile(
    r"(?:\d{2,4}[wh]?|[wsh]\d{2,4}|lw\d{2,4}|\d{1,4}[x:]\d{1,4}\w*|\d{1,2}-\d{1,2}|orig(?:inal)?|small|medium|large"
    r"|thumb(?:nail)?s?|full|preview|styles|public|og_image|crop\w*|fit-in|smart|[wh]_\d+(?:,\w+)*|branded_\w+"
    r"|[\w-]*(?:retina|teaser|facebook|twitter|jsonld)[\w-]*|[a-z]+_w?\d{3,4}|[\w-]*[-_]\d{1,2}_\d{1,2}[-_]w\d{3,4})",
    re.IGNORECASE,
)
_HEX_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-z])[0-9a-f]{20,64}(?![0-9a-z])")
_SIZE_ENDING = re.compile(
    r"(?:~.*|[-_]\d{2,4}x\d{2,4}(?:[-_]\w{1,10})?|[-_]\d{2,4}_\d{2,4}|[-_]v?\d{1,2}_\d{1,2}_\d{3,4}|[-_@][234]x"
    r"|[-_](?:scaled|small|medium|x?large|thumb(?:nail)?|preview|square|landscape|portrait|retina|og|w\d{3,4}))+$",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"(?:\.(?:jpe?g|png|webp|gif|avif)){1,2}$", re.IGNORECASE)


def is_picture(url: str) -> bool:
    """Return True unless the address looks like a logo, icon, placeholder or tracking pixel."""
    path = url.partition("?")[0][:_MAX_URL_CHARS]
    return not _NOT_OF_ARTICLE.search(path.partition("//")[2].partition("/")[2] or path)


def picture_key(url: str) -> str:
    """Return a key that all sizes and crops of one picture share, as far as their addresses show it.

    A long hexadecimal id in the name or its folder is the key. Otherwise the key is the path without the parts that
    name a size. The key of a proxy's address is that of the picture behind it.
    """
    try:
        parts = urlsplit(url[:_MAX_URL_CHARS])
        query = parse_qsl(parts.query, max_num_fields=50)
    except ValueError:
        return url
    if original := next((value for name, value in query if name == "url" and value != url), None):
        return picture_key(original) if len(original) < len(url) else original
    path = parts.path
    if _PROXY_HOST.fullmatch(parts.netloc) or "/cdn-cgi/" in path:
        path = "/" + _PROXY_PREFIX.sub("", path).partition("/")[2]
    folders, _, name = path.rpartition("/")
    kept = [folder for folder in folders.split("/") if not _SIZE_FOLDER.fullmatch(folder)]
    if hex_id := _HEX_ID.search(name) or _HEX_ID.search(kept[-1] if kept else ""):
        return hex_id[0]
    stem = _SIZE_ENDING.sub("", _EXTENSION.sub("", name))
    parameters = [] if _EXTENSION.search(name) else [pair for pair in query if pair[0].lower() not in _SIZE_PARAMETERS]
    return "/".join([*kept, stem]) + ("?" + urlencode(parameters) if parameters else "")
