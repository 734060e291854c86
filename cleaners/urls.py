"""Normalise URLs for fetching, and derive the key and id that all addresses of one article share."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from cleaners.domains import registered, without_variant_labels
from cleaners.tracking import is_tracking

_DEFAULT_PORTS = {"http": 80, "https": 443}
_NOWHERE = SplitResult("", "", "", "", "")
_UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_PATH_SAFE = "/%:@!$&'()*+,;=~"
_QUERY_SAFE = _PATH_SAFE + "?"

_IGNORED_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]")  # browsers remove them from addresses
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})?")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid|cfid|cftoken|aspsessionid\w{0,20})=[^/;?]*", re.IGNORECASE)
# A reference to a web page with a backslash before its query, or with more or fewer than two slashes before its host.
# Groups: scheme, slashes, what follows them, and the query with the fragment.
_UNUSUAL_SLASHES = re.compile(
    r"(?=https?:(?!//[^/\\])|/{3}|(?![a-z][a-z0-9+.-]{0,30}:)[^?#]*\\|https?:[^?#]*\\)"
    r"(https?:)?([/\\]*)([^?#]*)([?#].*)?\Z",
    re.IGNORECASE | re.DOTALL,
)
# A few schemes before a whole address. Without the bound, a search in a run of schemes takes quadratic time.
_DOUBLED_SCHEME = re.compile(r"(?:https?:?/{1,3}){1,4}(https?):?//", re.IGNORECASE)
_PAGE_ENDING = re.compile(r"\.(?:x?html?|php\d?|aspx?|jsp|xml)\Z", re.IGNORECASE)
_IIS_PAGE = re.compile(r"\.aspx?\Z", re.IGNORECASE)  # of the web server that ignores letter case
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")

# An address that is already in normal form, provided that no segment begins with a dot. Most are, and the check is much
# faster than normalising, which matters for sitemaps of 50,000 addresses. Groups: host, port, path.
_NORMAL_FORM = re.compile(
    r"https?://(?!https?/)([a-z0-9_-]++(?:\.[a-z0-9_-]++)*)(:(?:(?!80/|443/)[1-9]\d{1,3}|[1-5]\d{4}))?"
    r"(/[A-Za-z0-9_.~:@!$&'()*+,=/-]*+)"
)

# Parameters and paths of a page's versions for phones and for printers.
_VARIANT_PARAMETER = re.compile(
    r"amp|(?:outputtype|output|view)=amp|amp_markup=1|amp=(?:1|true)?"
    r"|print(?:able)?|(?:output|view|format|mode|layout)=print|(?:print|printable|printer_friendly)=(?:1|true|yes|y)?",
    re.IGNORECASE,
)
_PRINT_PATH = re.compile(r"^/print(?=/.)|(?<=[^/])/print(?:\.html?)?$", re.IGNORECASE)
_AMP_PATH = re.compile(r"/amp(?=/.)|(?<=[^/])(?:/amp(?:\.html?)?$|\.amp(?=\.html?$)|\.amp$)", re.IGNORECASE)
# The session of a reader without cookies in ASP.NET, such as /(S(tq5vkb45xq1p2h45))/.
_ASP_SESSION = re.compile(r"/\((?:[AFSX]\([^()/]{8,200}\)){1,4}\)(?=/)")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")


def normalise(url: str) -> str:
    """Bring an absolute http(s) URL into its normal form.

    Scheme and host are in lower case, the host is ASCII, and escapes are canonical. Default port, user, fragment,
    session id and tracking parameters are removed. Raises ValueError if `url` is not an absolute http(s) URL.
    """
    return _normalise(url, lambda parameter: not is_tracking(parameter))


def _normalise(url: str, is_kept: Callable[[str], bool]) -> str:
    """Normalise a URL, with only the query parameters that `is_kept` accepts."""
    if _match_normal_form(url):
        return url
    parts = urlsplit(as_browsers_read(_IGNORED_CHARACTERS.sub("", url).strip(), ""))
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not an absolute http(s) URL: {url[:200]!r}")
    path = _SESSION.sub("", _escape(_resolve_dots(parts.path), _PATH_SAFE))
    query = "&".join(_escape(part, _QUERY_SAFE) for part in parts.query.split("&") if part and is_kept(part))
    return f"{parts.scheme}://{_authority(parts)}{path or '/'}{'?' + query if query else ''}"


def resolve(base: str, reference: str) -> str | None:
    """Return a link on the page `base` as an absolute, normalised address; None if it does not lead to a web page.

    Tracking parameters are kept, because an address is fetched as the site gives it. `url_key` ignores them.
    """
    if _match_normal_form(reference):
        return reference
    if reference[:1] == "/" != reference[1:2] and _match_normal_form(address := _origin(base) + reference):
        return address  # most links are paths in normal form, and joining them takes ten times as long
    reference = as_browsers_read(_IGNORED_CHARACTERS.sub("", reference).strip(), base)
    try:
        absolute = reference if reference.startswith(("http://", "https://")) else urljoin(base, reference)
        return _normalise(absolute, lambda _: True)
    except ValueError:
        return None


def parts_of(url: str) -> SplitResult:
    """Return the parts of an address; empty ones if it is malformed, such as `http://[`."""
    try:
        return urlsplit(url)
    except ValueError:
        return _NOWHERE


@lru_cache(maxsize=1_000)
def _origin(base: str) -> str:
    """Return the scheme and host at the beginning of a URL as written; "://" if it is malformed."""
    parts = parts_of(base)
    return f"{parts.scheme}://{parts.netloc}"


def as_browsers_read(reference: str, base: str) -> str:
    """Return a reference with slashes as browsers read it, if it has backslashes, or too few or too many slashes.

    Of two schemes in a row, the second counts, because no host has the name of a scheme. The text after `http:` or
    `http:/` is a host if it looks like one or is that of the base; otherwise it is a path.
    """
    if _DOUBLED_SCHEME.match(reference):
        reference = _DOUBLED_SCHEME.sub(r"\1://", reference, count=1)
    match = _UNUSUAL_SLASHES.match(reference)
    if match is None:
        return reference
    scheme, slashes, rest, suffix = match.groups("")
    rest = rest.replace("\\", "/")
    host = rest.partition("/")[0]
    is_host = len(slashes) > 1 or (bool(scheme) and (host == parts_of(base).netloc or _looks_like_host(host)))
    if is_host:
        return f"{scheme}//{rest}{suffix}"
    return f"{slashes.replace(chr(92), '/')}{rest}{suffix}"


def _looks_like_host(text: str) -> bool:
    return ("." in text or ":" in text) and not _PAGE_ENDING.search(text)


def url_key(url: str) -> str:
    """Return the key of an article. Variants of its address (scheme, www, mobile, AMP, print, slash) have the same key.

    The key of anything but an http(s) URL is the stripped string itself.
    """
    if match := _match_normal_form(url):
        return _key_of_match(match)
    try:
        parts = urlsplit(normalise(url))
    except ValueError:
        return url.strip()
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _VARIANT_PARAMETER.fullmatch(part)))
    return f"{without_variant_labels(parts.netloc)}{_key_path(parts.path)}{'?' + query if query else ''}"


def are_of_one_page(first: str, second: str) -> bool:
    """Return True if two addresses differ only in parameters that one of them lacks, and on IIS in letter case.

    Such addresses may still have different pages. They have one page if that has the same text and title.
    """
    place, values = _place_and_values(first)
    other_place, others = _place_and_values(second)
    return place == other_place and all(others[name] == values[name] for name in values.keys() & others.keys())


def _place_and_values(url: str) -> tuple[str, dict[str, str]]:
    """Return an address without its query, and the values of the query by name."""
    key = url_key(url)
    place, _, query = (key.lower() if _IIS_PAGE.search(path_of(url)) else key).partition("?")
    return place, dict(part.partition("=")[::2] for part in query.split("&"))


def without_parameters(url: str, names: Collection[str]) -> str:
    """Return an address without the query parameters that have these names."""
    return _normalise(url, lambda parameter: parameter.partition("=")[0] not in names)


def article_id(url: str) -> str:
    """Return the id of the article at an address: the SHA-256 of its key, in hexadecimal."""
    return _hash_key(url_key(url))


def link_id(base: str, reference: str) -> str | None:
    """Return the article id for a link on the page `base`; None if it does not lead to a web page."""
    if match := _match_normal_form(reference):
        return _hash_key(_key_of_match(match))
    address = resolve(base, reference)
    return article_id(address) if address else None


def path_of(url: str) -> str:
    """Return the path of an absolute URL, unchanged."""
    match = _match_normal_form(url)  # faster than to split the URL
    return match[3] if match else urlsplit(url).path


def registered_domain(url: str) -> str | None:
    """Return the registered domain, such as `example.co.uk`; None for IP addresses, local names and malformed URLs."""
    host = _host_of(url)
    return registered(host) if host else None


def is_same_site(first: str, second: str) -> bool:
    """Return True if two URLs have the same registered domain, or the same host where there is no such domain."""
    first_host, second_host = _host_of(first), _host_of(second)
    if not first_host or not second_host:
        return False
    return (registered(first_host) or first_host) == (registered(second_host) or second_host)


def _match_normal_form(url: str) -> re.Match[str] | None:
    """Match an address that is already in normal form; None only means that it has to be normalised."""
    return _NORMAL_FORM.fullmatch(url) if "/." not in url else None


def _key_of_match(match: re.Match[str]) -> str:
    host, port, path = match.groups("")
    return f"{without_variant_labels(host + port)}{_key_path(path)}"


def _hash_key(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _authority(parts: SplitResult) -> str:
    """Return the host in ASCII, with the port unless it is the default; raise ValueError if the host is invalid."""
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode("ascii")  # raises subclasses of ValueError
    host = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(host):
        raise ValueError(f"not a host name: {host[:200]!r}")
    return host if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{parts.port}"


def _escape(text: str, safe: str) -> str:
    """Escape only the characters that must be escaped, with upper-case digits."""
    return quote(_ESCAPE.sub(_canonical_escape, text), safe=safe, errors="replace")


def _canonical_escape(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _resolve_dots(path: str) -> str:
    """Resolve the segments `.` and `..`, as browsers do."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept) + ("/" if segments[-1] in (".", "..") else "")


def _key_path(path: str) -> str:
    """Return the path without doubled slashes, session, AMP and print parts, index page and slash at the end."""
    path = _ASP_SESSION.sub("", path, count=1) if "))" in path else path
    lower = path.lower()  # a search for a word takes a tenth of the time of a search for a pattern
    path = (_SLASHES.sub("/", path) if "//" in path else path).rstrip("/")
    path = _AMP_PATH.sub("", path) if "amp" in lower else path
    path = _PRINT_PATH.sub("", path) if "print" in lower else path
    return (_INDEX.sub("", path) if "index." in lower or "default." in lower else path).rstrip("/")


def _host_of(url: str) -> str | None:
    if match := _match_normal_form(url):
        return match[1]
    try:
        return urlsplit(normalise(url)).hostname
    except ValueError:
        return None
