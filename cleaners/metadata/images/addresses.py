"""Addresses of pictures: recognise one picture in several sizes, and reject logos, icons and placeholders."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

_MAX_CHARS = 2_000  # of an address; the rest is ignored

_NO_PICTURE = re.compile(
    r"placeholder|(?<![a-z])(?:logos?|favicons?|icons?|sprites?|avatars?|lazyload)(?![a-z])"
    r"|/1x1\.|\.svg$|doubleclick|/track(?:ing|er)?/",
    re.IGNORECASE,
)
# Words that also occur in headlines, and so in names of files: they count in names of at most two words.
_NO_PICTURE_ALONE = re.compile(r"(?:spacer|blank|pixel|transparent|loading)(?![a-z])", re.IGNORECASE)
# File names of the picture that a site shows for every page without one.
_DEFAULT_PICTURE = re.compile(
    r"(?:[a-z]+[-_])?(?:(?:default|fallback|dummy)(?:[-_](?:social|share|image|img|og|thumb(?:nail)?s?|photo|picture))*"
    r"|(?:og|share|social|facebook|twitter)(?:[-_](?:image|img|share|card))?[-_](?:default|fallback)"
    r"|no[-_]?(?:image|img|photo|picture|thumb(?:nail)?s?))(?:[-_]?\d+(?:x\d+)?)?",
    re.IGNORECASE,
)
_NO_PICTURE_IN_STORY = re.compile(r"placeholder|\.svg$|doubleclick", re.IGNORECASE)
MAX_PLACEHOLDER_WORDS = 2
MAX_LOGO_WORDS = 3  # in a file name; more are the words of a headline
_FILE_WORD = re.compile(r"[^\W_]+")
_PROXY = re.compile(r"^/(?:cdn-cgi/image/[^/]+/)?(?:https?:/{1,2})?(?=[\w-]+\.[\w.-]+/)")
_PROXY_HOST = re.compile(r"i\d\.wp\.com")
_SIZE_PARAMETERS = frozenset([
    "auto", "cb", "crop", "ctx", "dpr", "f", "fit", "fm", "format", "h", "hash", "height", "im", "imheight", "impolicy",
    "imwidth", "itok", "mode", "q", "quality", "rect", "resize", "s", "scale", "sig", "size", "ssl", "strip", "t",
    "usm", "v", "ver", "w", "width", "zoom",
])  # fmt: skip
# Folders of a path that name a size or a crop: /1200x630_crop/, /960w/, /16x9/.
_SIZE_FOLDER = re.compile(
    r"(?:\d{2,4}[wh]?|[wsh]\d{2,4}|lw\d{2,4}|-?\d{1,4}[x:]\d{1,4}\w*|\d{1,2}-\d{1,2}|orig(?:inal)?|small|medium|large"
    r"|thumb(?:nail)?s?|full|preview|styles|public|og_image|crop\w*|fit-in|smart|[wh]_\d+(?:,\w+)*|branded_\w+"
    r"|[\w-]*(?:retina|teaser|facebook|twitter|jsonld)[\w-]*|[a-z]+_w?\d{3,4}|[\w-]*[-_]\d{1,2}_\d{1,2}[-_]w\d{3,4})",
    re.IGNORECASE,
)
_SIZES = frozenset({"alternates"})  # each folder in this one is a size or a crop
_IDENTITY = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}"
    r"|(?<![0-9a-z])[0-9a-f]{20,64}(?![0-9a-z])"
    # A random key, such as rERQRhw7xajcatmufxPXAM.
    r"|(?<![^\W_])(?=[A-Za-z]*\d)(?=[a-z\d]*[A-Z])(?=[A-Z\d]*[a-z])[0-9A-Za-z]{20,64}(?![^\W_])"
)
MIN_NUMBER_DIGITS = 5  # of a part of an address that hardly two pictures share; a year has four
MIN_NAME_PARTS = 2  # of a file name that means the same picture in folders with one number
_NAME_PART = re.compile(r"[-_.@]")
_INNER_ADDRESS = re.compile(r".https?:/+[^/]+(/.+)")
# One part of a file name's ending that names a size or a crop: -456x304, -scaled, _262_262, _v16_9_600. Parts repeat,
# and the word after 456x304 can itself look like a part. A pattern of repeated parts would try every way to split them,
# which takes exponential time, so `_without_size` searches for one part at a time.
_SIZE_PART = re.compile(
    r"[-_]\d{2,4}x\d{2,4}(?:[-_]\w{1,10})?|[-_]\d{2,4}_\d{2,4}|[-_]v?\d{1,2}_\d{1,2}_\d{3,4}|[-_@][234]x"
    r"|[-_](?:scaled|small|medium|x?large|thumb(?:nail)?|preview|square|landscape|portrait|retina|og|w\d{3,4})",
    re.IGNORECASE,
)
_SIZE_PART_START = re.compile(r"[-_@]")
_SIZE_PART_MAX_CHARS = len("-1234x1234-") + 10  # the longest text that _SIZE_PART matches
_SIZE = re.compile(r"(?<!\d)\d{2,4}x\d{2,4}(?!\d)")
_EXTENSION = re.compile(r"(?:\.(?:jpe?g|png|webp|gif|avif)){1,2}$", re.IGNORECASE)


def is_picture(url: str) -> bool:
    """Return True if an address may be a picture of the article, not a logo, icon, placeholder or counter."""
    path = url.partition("?")[0][:_MAX_CHARS]
    return _may_be_picture(path.partition("//")[2].partition("/")[2] or path)


@lru_cache(maxsize=1_000)
def _may_be_picture(path: str) -> bool:
    name = _EXTENSION.sub("", path.rpartition("/")[2])
    words = _FILE_WORD.findall(_without_size(name))
    alone = [*path.split("/")[:-1], *(words if len(words) <= MAX_PLACEHOLDER_WORDS else [])]
    if any(map(_NO_PICTURE_ALONE.fullmatch, alone)):
        return False
    if len(words) <= MAX_LOGO_WORDS or _NO_PICTURE.search(path.removesuffix(path.rpartition("/")[2])):
        return not _NO_PICTURE.search(path) and not _DEFAULT_PICTURE.fullmatch(name)
    # A story's words: "ferry-icon-of-the-coast" is a picture, "the-harbour-courier-share-logo" is not.
    return not any(map(_NO_PICTURE.fullmatch, (words[0], words[-1]))) and not _NO_PICTURE_IN_STORY.search(path)


def is_picture_file(url: str) -> bool:
    """Return True if an address names a file of a picture."""
    return _EXTENSION.search(url[:_MAX_CHARS].partition("?")[0]) is not None


def picture_key(url: str) -> str:
    """Return a key that addresses of one picture share, whatever its size or crop, as far as addresses show it."""
    return _cached_key(url) if len(url) <= _MAX_CHARS else _key_of(url)


@lru_cache(maxsize=1_000)  # pages name most addresses several times
def _cached_key(url: str) -> str:
    return _key_of(url)


def _key_of(url: str) -> str:
    try:
        parts = urlsplit(url[:_MAX_CHARS])
        query = parse_qsl(parts.query, max_num_fields=50)
    except ValueError:
        return url
    if inner := next((value for name, value in query if name == "url" and value != url), None):
        return picture_key(inner) if len(inner) < len(url) else inner
    folders, _, name = _without_proxy(parts).rpartition("/")
    named = folders.split("/")
    outer = ["", *named[:-1]]
    kept = [
        folder
        for around, folder in zip(outer, named, strict=True)
        if not (_SIZE_FOLDER.fullmatch(folder) or around.lower() in _SIZES)
    ]
    if identity := _IDENTITY.search(name) or _IDENTITY.search(kept[-1] if kept else ""):
        return identity[0]
    stem = _without_size(_EXTENSION.sub("", name))
    stem = "" if _SIZE.fullmatch(stem) else stem
    rest = [] if _EXTENSION.search(name) else [pair for pair in query if pair[0].lower() not in _SIZE_PARAMETERS]
    return "/".join([*kept, stem]) + "?" + urlencode(rest) if rest else _unlike_others(kept, stem)


def _unlike_others(folders: list[str], stem: str) -> str:
    """Return the part of an address that no other picture of a page is likely to share.

    It is a file name with a long number, or a name of several parts with the first folder that has a long number; or
    else all of the address.
    """
    parts = _NAME_PART.split(stem)
    if any(map(_is_number, parts)):
        return stem
    numbered = next(filter(_is_number, folders), None) if len(parts) >= MIN_NAME_PARTS else None
    return "/".join([*folders, stem] if numbered is None else [numbered, stem])


def _is_number(part: str) -> bool:
    return sum(map(str.isdigit, part)) >= MIN_NUMBER_DIGITS and not _SIZE.search(part)


def _without_proxy(parts: SplitResult) -> str:
    """Return the path of an address, without the part that names a proxy for pictures."""
    if inner := _INNER_ADDRESS.search(unquote(parts.path)):
        return inner[1]
    is_proxy = _PROXY_HOST.fullmatch(parts.netloc) or "/cdn-cgi/" in parts.path
    return "/" + _PROXY.sub("", parts.path).partition("/")[2] if is_proxy else parts.path


def _without_size(name: str) -> str:
    """Return a file name without the size parts at its end, in time that is linear in its length."""
    name = name.partition("~")[0]  # what follows "~" is always a size or a crop
    ends = [len(name)]  # from each of these positions on, the name is made of size parts
    for start in reversed([match.start() for match in _SIZE_PART_START.finditer(name)]):
        if ends[-1] - start > _SIZE_PART_MAX_CHARS:
            break
        near = (end for end in reversed(ends) if end - start <= _SIZE_PART_MAX_CHARS)
        if any(_SIZE_PART.fullmatch(name, start, end) for end in near):
            ends.append(start)
    return name[: ends[-1]]
