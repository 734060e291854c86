"""Follow redirects that Scrapy does not follow: those in HTML, malformed ones, and those that check for cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.redirect import BaseRedirectMiddleware
from scrapy.http import Request, Response, TextResponse

from cleaners.urls import as_browsers_read
from crawler.middlewares.stubs import MAX_STUB_BYTES, reloads_itself, scripted_cookies, stub_target

MIN_PAGE_BYTES = 1_000  # of a page, even compressed; the text that servers add to a redirect is shorter
KNOWN_REDIRECTS = frozenset({301, 302, 303, 305, 307, 308})  # Scrapy follows them, but not 305: it names a proxy
_USER = re.compile(r"\A((?:[a-z][a-z0-9+.-]{0,20}:)?//)[^/?#]*@", re.IGNORECASE)
MAX_COOKIES = 20  # per redirect chain
MAX_COOKIE_CHARACTERS = 4_096  # the size that RFC 6265 requires browsers to support


class RefreshMiddleware(BaseRedirectMiddleware):
    """Follows stubs, pages without an article that send the browser to another page (see `stubs.py`).

    Scrapy's MetaRefreshMiddleware would also leave an article that names another page, such as a consent form.
    """

    enabled_setting = "REDIRECT_ENABLED"

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return a request for the target of a stub, or the response of any other page."""
        if not isinstance(response, TextResponse) or request.meta.get("dont_redirect"):
            return response
        address = stub_target(response) or (request.url if _checks_for_cookies(request, response) else None)
        if address is None:
            return response
        redirected = self._build_redirect_request(request, response, url=_without_user(address))
        return self._redirect(redirected, request, "meta refresh")


def _without_user(address: str) -> str:
    """Return an address without user and password, which would make one host look like several.

    Budgets, pauses and the rules of robots.txt are kept by host.
    """
    return _USER.sub(r"\1", address)


def _checks_for_cookies(request: Request, response: TextResponse) -> bool:
    """Return True for a page that set a cookie and reloads itself, unless it did so earlier in this chain."""
    has_cookie = urlsplit(request.url).netloc in request.meta.get("chain_cookies", {})
    return has_cookie and request.url not in request.meta.get("redirect_urls", ()) and reloads_itself(response)


class LocationMiddleware:
    """Repairs malformed redirects as browsers do: backslashes, missing or doubled slashes and schemes, quotes.

    If a redirect names no address, its own body is the page. A redirect with an unknown status, or with several choices
    (300), leads to the choice that its server prefers (RFC 9110, 15.4).
    """

    def process_response(self, request: Request, response: Response) -> Response:
        """Repair the Location header of a redirect, or the status of a page."""
        if not 300 <= response.status < 400 or response.status == 304:
            return response
        location = response.headers.get("Location") or b""
        written = location.strip(b" \t'\"<>").decode("latin-1")
        read = _without_user(as_browsers_read(written, response.url)).encode("latin-1")
        if read:
            response.headers["Location"] = read
            return response if response.status in KNOWN_REDIRECTS else response.replace(status=302)
        response.headers.pop("Location", None)
        return response.replace(status=200) if len(response.body) >= MIN_PAGE_BYTES else response


class CookieCheckMiddleware:
    """Sends cookies back when a redirect chain reaches an address for the second time (see `_leads_back`).

    A site that checks whether a client keeps cookies sets one and redirects to the same address, or sends a page
    without text that reloads itself. No cookie outlives its chain, and no other request has one.
    """

    def process_request(self, request: Request) -> None:
        """Add the cookies that the host set in this chain, if the chain would be a loop without them."""
        cookies = request.meta.get("chain_cookies", {}).get(urlsplit(request.url).netloc)
        if cookies and _leads_back(request):
            request.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        else:
            request.headers.pop("Cookie", None)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the cookies of a redirect, or of a page that may be one, in the meta that the next request inherits."""
        may_lead = 300 <= response.status < 400 or (response.status == 200 and len(response.body) <= MAX_STUB_BYTES)
        if may_lead and (cookies := dict(_cookies(response))):
            host = urlsplit(request.url).netloc
            chain: dict[str, dict[str, str]] = request.meta.get("chain_cookies", {})
            kept = {**chain.get(host, {}), **cookies}
            request.meta["chain_cookies"] = {**chain, host: dict(list(kept.items())[:MAX_COOKIES])}
        return response


def _leads_back(request: Request) -> bool:
    """Return True if a redirect chain has come to an address for the second time, whatever its parameters.

    Sites add one (`?cookiecheck=1`) while they check.
    """
    address = request.url.partition("?")[0]
    return any(url.partition("?")[0] == address for url in request.meta.get("redirect_urls", ()))


def _cookies(response: Response) -> Iterator[tuple[str, Any]]:
    """Yield the names and values of the cookies that a response sets, without malformed and overlong ones."""
    lines = [line.decode("latin-1") for line in response.headers.getlist("Set-Cookie")[:MAX_COOKIES]]
    if isinstance(response, TextResponse) and b"document.cookie" in response.body:
        lines += scripted_cookies(response)
    for line in lines:
        pair = line.partition(";")[0]
        if len(pair) > MAX_COOKIE_CHARACTERS:
            continue
        try:
            found = SimpleCookie(pair)
        except CookieError:
            continue
        yield from ((name, cookie.coded_value) for name, cookie in found.items())
