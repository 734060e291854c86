"""Addresses: the form in which a page is fetched, and the key under which its story is known."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

import idna
import tldextract

# The bundled list only: by default tldextract fetches a new one, and writes a cache. Private suffixes count, so that
# two blogs of one hoster are two sites.
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)

_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_PATH_SAFE = "/%:@!$&'()*+,;=~"
_QUERY_SAFE = _PATH_SAFE + "?"

_IGNORED_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]")  # browsers drop them from addresses
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})?")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")

# An address that is in its normal form as it stands, unless a segment begins with a dot: most are, and a sitemap has
# 50,000. Groups: host, port, path.
_PLAIN = re.compile(
    r"https?://([a-z0-9_-]++(?:\.[a-z0-9_-]++)*)(:(?:(?!80/|443/)[1-9]\d{1,3}|[1-5]\d{4}))?"
    r"(/[A-Za-z0-9_.~:@!$&'()*+,=/-]*+)"
)

# Parameters that say where a reader came from, never what is read.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|itm|hsa|stm|at|mc|oly|vero|wt|_hs|mkt|ns|trk|cvid)[_.].*"
    r"|[a-z]{1,9}_utm_.*|hsctatracking|_hsenc|_hsmi|xtor|mkt_tok|mkwid"
    r"|(?:fbc|gc|dc|yc|ysc|twc|ttc|msclk|qc|sccl|rdt_c)l?id|gclsrc|wbraid|gbraid|igsh|igshid|li_fat_id|epik|srsltid"
    r"|_ga|_gl|_gac|_openstat|__twitter_impression|fb_(?:action_ids|action_types|ref|source|comment_id)|action_object_map"
    r"|s?_?cmpid|s_cid|sc_cid|icid|ocid|ncid|intcid|intcmp|int_cmp|smid|smtyp|mbid|guccounter|guce_referr.*"
    r"|traffic_source|ref_?src|ref_url|referrer|spm|scm_id|taid|mibextid|partner=rss|amp_js_v|amp_gsa|usqp",
    re.IGNORECASE,
)
_AMP_PARAMETER = re.compile(r"(?:amp|outputtype=amp|output=amp|view=amp|amp_markup=1|amp=(?:1|true)?)", re.IGNORECASE)
_AMP_PATH = re.compile(r"/amp(?=/.)|(?<=[^/])(?:/amp(?:\.html?)?$|\.amp(?=\.html?$)|\.amp$)", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_VARIANT_HOSTS = ("www.", "amp.", "m.", "mobile.")


def normalise(url: str) -> str:
    """Bring an absolute http(s) URL into its normal form.

    Scheme and host are lower-case, the default port, user, fragment, session and tracking parameters are gone,
    escapes are canonical, the host is ASCII. Raises ValueError where `url` is no absolute http(s) URL.
    """
    return _in_order(url, lambda parameter: not _is_tracking(parameter))


def _in_order(url: str, keeps: Callable[[str], bool]) -> str:
    if _plain(url):
        return url
    parts = urlsplit(_IGNORED_CHARACTERS.sub("", url).strip())
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not an absolute http(s) URL: {url[:200]!r}")
    path = _SESSION.sub("", _escape(_without_dots(parts.path), _PATH_SAFE))
    query = "&".join(_escape(part, _QUERY_SAFE) for part in parts.query.split("&") if part and keeps(part))
    return f"{parts.scheme}://{_authority(parts)}{path or '/'}{'?' + query if query else ''}"


def resolve(base: str, reference: str) -> str | None:
    """Make a link that stands on the page `base` absolute and tidy; None where it leads to no web page.

    Its tracking parameters stay: an address is fetched as the site gives it, and known by its `url_key`.
    """
    if _plain(reference):
        return reference
    reference = _IGNORED_CHARACTERS.sub("", reference).strip()
    try:
        absolute = reference if reference.startswith(("http://", "https://")) else urljoin(base, reference)
        return _in_order(absolute, lambda _: True)
    except ValueError:
        return None


def url_key(url: str) -> str:
    """Tell which story an address belongs to: the same key for its scheme, www, mobile, AMP and slash variants.

    Whatever is no http(s) URL is its own key.
    """
    if plain := _plain(url):
        return _plain_key(plain)
    try:
        parts = urlsplit(normalise(url))
    except ValueError:
        return url.strip()
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _AMP_PARAMETER.fullmatch(part)))
    return f"{_plain_host(parts.netloc)}{_key_path(parts.path)}{'?' + query if query else ''}"


def article_id(url: str) -> str:
    """Name a story by the SHA-256 of its address's key, in hexadecimal."""
    return _id_of(url_key(url))


def link_id(base: str, reference: str) -> str | None:
    """Name the story that a link on the page `base` leads to, as `article_id` does; None where it is no web page."""
    if plain := _plain(reference):
        return _id_of(_plain_key(plain))
    address = resolve(base, reference)
    return article_id(address) if address else None


def path_of(url: str) -> str:
    """Return the path of an absolute URL as it is written; most are plain, and need not be split."""
    plain = _plain(url)
    return plain[3] if plain else urlsplit(url).path


def registered_domain(url: str) -> str | None:
    """Find the domain that was registered, such as `example.co.uk`; None for IP addresses, local names and rubbish."""
    host = _host_of(url)
    return _registered(host) if host else None


def is_same_site(a: str, b: str) -> bool:
    """Tell whether two URLs belong to one registered domain, or to one host where there is none."""
    host_a, host_b = _host_of(a), _host_of(b)
    if not host_a or not host_b:
        return False
    return (_registered(host_a) or host_a) == (_registered(host_b) or host_b)


def _plain(url: str) -> re.Match[str] | None:
    return _PLAIN.fullmatch(url) if "/." not in url else None


def _plain_key(plain: re.Match[str]) -> str:
    host, port, path = plain.groups("")
    return f"{_plain_host(host + port)}{_key_path(path)}"


def _id_of(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _authority(parts: SplitResult) -> str:
    """The host in ASCII, with a port that is not the default; ValueError where it is none."""
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode("ascii")  # its errors are ValueErrors
    host = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(host):
        raise ValueError(f"not a host name: {host[:200]!r}")
    return host if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{parts.port}"


def _escape(text: str, safe: str) -> str:
    """Escape what must be, and nothing else, with upper-case digits."""
    return quote(_ESCAPE.sub(_canonical_escape, text), safe=safe, errors="replace")


def _canonical_escape(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _without_dots(path: str) -> str:
    """Resolve `.` and `..` segments, as a browser does."""
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


def _is_tracking(parameter: str) -> bool:
    return bool(_TRACKING.fullmatch(unquote(parameter.partition("=")[0])) or _TRACKING.fullmatch(parameter))


def _key_path(path: str) -> str:
    lower = path.lower()  # looking for a word takes a tenth of the time of looking for a pattern
    path = (_SLASHES.sub("/", path) if "//" in path else path).rstrip("/")
    path = _AMP_PATH.sub("", path) if "amp" in lower else path
    return (_INDEX.sub("", path) if "index." in lower or "default." in lower else path).rstrip("/")


def _host_of(url: str) -> str | None:
    if plain := _plain(url):
        return plain[1]
    try:
        return urlsplit(normalise(url)).hostname
    except ValueError:
        return None


@lru_cache(maxsize=10_000)
def _registered(host: str) -> str | None:
    found = _SUFFIXES(host)
    labels = host.split(".")
    if found.suffix or found.ipv4 or len(labels) < 2:
        return found.top_domain_under_public_suffix or None
    return ".".join(labels[-2:])  # the list's default rule: an unknown last label is a suffix


@lru_cache(maxsize=10_000)
def _plain_host(netloc: str) -> str:
    """The host without its labels for the web, AMP and mobile devices, which are never the registered domain itself."""
    for prefix in _VARIANT_HOSTS:
        if netloc.startswith(prefix) and _registered(netloc.partition(":")[0]) not in (None, netloc.partition(":")[0]):
            netloc = netloc.removeprefix(prefix)
    return netloc
