"""Redirects that Scrapy's middleware does not follow: those in HTML, and those of sites that check for cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.downloadermiddlewares.redirect import BaseRedirectMiddleware
from scrapy.http import Request, Response, TextResponse
from w3lib.html import get_meta_refresh, remove_tags, remove_tags_with_content

from cleaners.urls import as_browsers_read, url_key
from crawler.network.headers import header

# Seconds. Pages that only lead to another page do so within five; front pages that reload themselves wait minutes.
MAX_DELAY_SECONDS = 5
MAX_STUB_BYTES = 20_000  # of a page that only leads to another page
MAX_STUB_CHARACTERS = 600  # of its visible text; a page with more is read itself
MIN_PAGE_BYTES = 1_000  # of a page, also compressed; what servers write about a redirect is shorter
MAX_COOKIES = 20  # per redirect chain
MAX_COOKIE_CHARACTERS = 4_096  # that browsers must support, by RFC 6265
# A script that does nothing but lead to another page.
_SCRIPTED = re.compile(
    r"(?:<script[^<>]{0,200}>[\s;]{0,99}(?:(?://)?\s{0,9}(?:<!--|<!\[CDATA\[)\s{0,99})?"
    r"(?:(?:window\.)?setTimeout\s{0,9}\(\s{0,9}(?:function\s{0,9}\(\)\s{0,9}\{|\(\)\s{0,9}=>\s{0,9}\{?|[\"'])\s{0,9})?"
    r"|<body[^<>]{0,300}\sonload\s{0,9}=\s{0,9}[\"'])"
    r"(?:(?:window|document|self|top|parent)\.){0,2}location"
    r"(?:(?:\.href)?\s{0,9}=\s{0,9}|\.(?:replace|assign)\s{0,9}\(\s{0,9})[\"'`]([^\"'`\s<>]{1,2000})[\"'`]"
    r"[\s;)}\"',\d]{0,99}(?:(?://)?\s{0,9}(?:-->|\]\]>)\s{0,99})?(?:</script|>)",
    re.IGNORECASE,
)
# The content of a refresh that separates seconds and address by a comma, or has no "url=".
_BARE_REFRESH = re.compile(
    r"(content\s{0,9}=\s{0,9}[\"']?\s{0,9}\d{1,3}(?:\.\d{0,9})?\s{0,9})[;,]\s{0,9}"
    r"(?:url\s{0,9}=\s{0,9}|(?!url\s{0,9}=))(?=[^\s\"';,&])",
    re.IGNORECASE,
)


class RefreshMiddleware(BaseRedirectMiddleware):
    """Follows `<meta http-equiv="refresh">`, and scripts that only set the location, on pages without an article.

    Scrapy's MetaRefreshMiddleware would also leave an article for the page that it leads to, such as a consent form.
    """

    enabled_setting = "REDIRECT_ENABLED"

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return a request for the page that a stub leads to, or the response of any other page."""
        address = _refresh_address(response) if isinstance(response, TextResponse) else None
        if address is None or request.meta.get("dont_redirect"):
            return response
        redirected = self._build_redirect_request(request, response, url=address)
        return self._redirect(redirected, request, "meta refresh")


def _refresh_address(response: TextResponse) -> str | None:
    """Return the address that a page leads to at once, if it is that of another page and this one has little text."""
    named = escape((header(response, "Refresh") or "")[:MAX_COOKIE_CHARACTERS])
    lower = response.body[: MAX_STUB_BYTES + 1].lower()
    leads_on = bool(named) or b"refresh" in lower or b"location" in lower
    if response.status != 200 or len(response.body) > MAX_STUB_BYTES or not leads_on:
        return None
    markup = f'<meta http-equiv="refresh" content="{named}">{response.text}' if named else response.text
    markup = _BARE_REFRESH.sub(r"\1;url=", markup)
    delay, reference = get_meta_refresh(markup, response.url, response.encoding, ("script", "noscript"))
    if not reference and (assigned := _SCRIPTED.search(response.text)):
        delay, reference = 0, assigned[1].replace("\\/", "/")
    if delay is None or delay > MAX_DELAY_SECONDS or not reference:
        return None
    visible = remove_tags(remove_tags_with_content(response.text, ("script", "style", "title", "noscript")))
    if len(" ".join(visible.split())) > MAX_STUB_CHARACTERS:
        return None
    address = urljoin(response.url, reference)
    is_other = urlsplit(address).scheme in ("http", "https") and url_key(address) != url_key(response.url)
    return address if is_other else None


class LocationMiddleware:
    """Reads redirects as browsers do: backslashes, missing and doubled slashes and schemes, quotation marks.

    A redirect that leads nowhere is the page that it brings.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        """Change the Location header of a redirect, or the status of a page."""
        if not 300 <= response.status < 400 or response.status == 304:
            return response
        location = response.headers.get("Location") or b""
        written = location.strip(b" \t'\"<>").decode("latin-1")
        read = as_browsers_read(written, response.url).encode("latin-1")
        if read and read != location:
            response.headers["Location"] = read
        elif not read:
            response.headers.pop("Location", None)
            if len(response.body) >= MIN_PAGE_BYTES:
                return response.replace(status=200)
        return response


class CookieCheckMiddleware:
    """Sends the cookies of a redirect chain back if it leads to an address that it has been at before.

    Sites that check whether a client keeps cookies set one and redirect to the same address; without the cookie the
    redirects never end. No cookie outlives its chain, and no other request carries one.
    """

    def process_request(self, request: Request) -> None:
        """Add the cookies that the host set in this chain, if the chain would be a loop without them."""
        cookies = request.meta.get("chain_cookies", {}).get(urlsplit(request.url).netloc)
        if cookies and request.url in request.meta.get("redirect_urls", ()):
            request.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        else:
            request.headers.pop("Cookie", None)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the cookies of a redirect in the request, from which the redirected request is made."""
        if 300 <= response.status < 400 and b"Set-Cookie" in response.headers:
            host = urlsplit(request.url).netloc
            chain: dict[str, dict[str, str]] = request.meta.get("chain_cookies", {})
            kept = {**chain.get(host, {}), **dict(_cookies(response))}
            request.meta["chain_cookies"] = {**chain, host: dict(list(kept.items())[:MAX_COOKIES])}
        return response


def _cookies(response: Response) -> Iterator[tuple[str, Any]]:
    """Yield the names and values of the cookies that a response sets; malformed and too long ones are left out."""
    for line in response.headers.getlist("Set-Cookie")[:MAX_COOKIES]:
        pair = line.partition(b";")[0].decode("latin-1")
        if len(pair) > MAX_COOKIE_CHARACTERS:
            continue
        try:
            found = SimpleCookie(pair)
        except CookieError:
            continue
        yield from ((name, cookie.coded_value) for name, cookie in found.items())
