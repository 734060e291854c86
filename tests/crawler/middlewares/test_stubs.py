"""Pages that only lead to another page, and pages that look like one."""

import pytest
from scrapy.http import HtmlResponse

from crawler.middlewares.stubs import MAX_SCRIPT_CHARACTERS, reloads_itself, stub_target

URL = "https://paper.example/old"
STORY = "https://paper.example/story"


def led_to(markup: str) -> str | None:
    return stub_target(HtmlResponse(URL, body=markup.encode()))


@pytest.mark.parametrize(
    "script",
    [
        "var target = '/story'; window.location = target;",
        "/* moved */ var target = '/story'; window.top.location.href = target;",
        "// moved\nlocation = '/story'",
        'setTimeout(function(){document.location.assign("https://paper.example" + "/story")}, 10)',
        'let u="/story";\nlocation.href=u',
        "const $next = `/story`; document.location.replace($next);",
        'location.href = "\\u002Fstory";',
        "location.replace('\\x2fstory');",
        'var url = "\\/story"; setTimeout(function () { top.location.assign(url); }, 300);',
    ],
)
def test_a_script_names_the_page_in_a_variable(script: str) -> None:
    assert led_to(f"<html><head><script>{script}</script></head><body></body></html>") == STORY


@pytest.mark.parametrize(
    "script",
    [
        "document.addEventListener('DOMContentLoaded', function () { location.href = '/story'; });",
        "window.addEventListener(\"load\", () => { window.location.replace('/story') });",
        "window.onload = function() { location = '/story'; };",
        "(function () { location.href = '/story'; })();",
        "$(document).ready(function(){ window.location.assign('/story'); });",
        "window.open('/story', '_self');",
        "location.pathname = '/story';",
    ],
)
def test_a_script_leads_on_when_the_page_has_loaded(script: str) -> None:
    assert led_to(f"<html><head><script>{script}</script></head><body></body></html>") == STORY


@pytest.mark.parametrize(
    "script", ["window.open('/story', '_blank');", "button.onclick = function() { location = '/story'; };"]
)
def test_a_script_that_opens_a_window_or_waits_for_a_click_leads_nowhere(script: str) -> None:
    assert led_to(f"<html><head><script>{script}</script></head><body></body></html>") is None


@pytest.mark.parametrize("refresh", ["0;url=/story", '2; URL="/story"', "1, '/story'"])
def test_a_refresh_in_the_headers_leads_on(refresh: str) -> None:
    assert stub_target(HtmlResponse(URL, headers={"Refresh": refresh}, body=b"<p>Moved</p>")) == STORY


@pytest.mark.parametrize(
    "markup",
    [
        "<script>location.reload();</script>",
        "<p>One moment</p><script>window.location.reload(true)</script>",
        "<script>location.href = location.href;</script>",
        "<script>history.go(0)</script>",
        '<meta http-equiv="refresh" content="1">',
        '<meta http-equiv=refresh content="0;url=/old">',
    ],
)
def test_a_page_loads_itself_again(markup: str) -> None:
    assert reloads_itself(HtmlResponse(URL, body=f"<html>{markup}</html>".encode()))


@pytest.mark.parametrize(
    "markup",
    [
        '<meta http-equiv="refresh" content="300">',
        f"<script>location.reload();</script><p>{'The ferry turned back. ' * 30}</p>",
        "<script>my.location.reloads()</script>",
        "<p>reload</p>",
    ],
)
def test_other_pages_do_not_load_themselves_again(markup: str) -> None:
    assert not reloads_itself(HtmlResponse(URL, body=f"<html>{markup}</html>".encode()))


@pytest.mark.parametrize(
    "script",
    [
        "var target = '/story'; window.location = other;",
        "var target = '/story'; if (isApp) { window.location = target; }",
        "var target = '/story'; function go() { location.href = target; }",
        "var target = '/story'; window.location = targets;",
    ],
)
def test_a_script_that_does_more_is_not_followed(script: str) -> None:
    assert led_to(f"<html><head><script>{script}</script></head><body></body></html>") is None


@pytest.mark.parametrize(
    "markup",
    [
        '<frameset rows="100%"><frame src="/story"><noframes><p>Use another browser.</p></noframes></frameset>',
        '<body style="margin:0"><iframe src="/story" width="100%" height="100%">No frames</iframe></body>',
        '<body><iframe src="https://ads.example/x"></iframe><iframe src="story"></iframe><script>a(1)</script>',
        '<html><head><title>Moved</title><link rel="canonical" href="/story"></head><body></body></html>',
        f'<head><LINK REL="Canonical" HREF="{STORY}"><style>p {{}}</style></head><body><img src="l.png"></body>',
    ],
)
def test_a_page_without_text_leads_to_what_it_shows_or_stands_for(markup: str) -> None:
    assert led_to(markup) == STORY


@pytest.mark.parametrize(
    "markup",
    [
        '<head><link rel="canonical" href="/story"></head><body><p>The ferry turned back.</p></body>',
        '<head><link rel="canonical" href="/old"></head><body></body>',
        '<head><link rel="canonical" href="https://other.example/story"></head><body></body>',
        '<head><link rel="canonical" href="/story"></head><body><div id="app"></div><script src="/a.js"></script>',
        '<body><p>The ferry turned back.</p><iframe src="/video/7"></iframe></body>',
        '<body><iframe src="https://video.example/7"></iframe></body>',
        '<frameset><frame src="/menu"><frame src="/story"></frameset>',
        f'<body><iframe src="/login"></iframe><script>{"x" * (MAX_SCRIPT_CHARACTERS + 1)}</script></body>',
        '<head><link rel="canonical" href="javascript:void(0)"></head><body></body>',
    ],
)
def test_other_pages_are_read_themselves(markup: str) -> None:
    assert led_to(markup) is None
