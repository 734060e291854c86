import pytest
from scrapy.http import HtmlResponse, Request

from crawler.middlewares.redirects import LocationMiddleware
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Headers, Paper, article_html


def refresh(content: str, text: str = "This page has moved.") -> str:
    return f"<html><head><meta http-equiv='Refresh' content='{content}'></head><body><p>{text}</body></html>"


@pytest.mark.parametrize(
    "content", ["0;url=/story", "0; URL=/story", "3;url=/story", '0;url="/story"', "0;/story", "1, url=/story"]
)
def test_a_page_that_only_leads_to_an_article_is_followed(paper: Paper, scrapy: Scrapy, content: str) -> None:
    paper.article("/story", "Ferry turns back")
    scrapy("crawl", "article", "-a", f"urls={paper.add('/old', refresh(content))}")
    (record,) = scrapy.records()
    assert (record["url"], record["requested_url"]) == (f"{paper.base}/story", f"{paper.base}/old")


@pytest.mark.parametrize(
    "content", ["300;url=/other", "0;url=/story", "0;url=/story#top", "0", "0;url=ftp://paper.example/x"]
)
def test_an_article_that_reloads_itself_or_leads_on_later_is_stored(paper: Paper, scrapy: Scrapy, content: str) -> None:
    head = f'<meta http-equiv="refresh" content="{content}">'
    scrapy("crawl", "article", "-a", f"urls={paper.article('/story', 'Ferry turns back', head=head)}")
    assert scrapy.titles() == ["Ferry turns back"]
    assert "/other" not in paper.paths()


def test_users_and_passwords_of_redirects_are_nowhere_in_the_store(paper: Paper, scrapy: Scrapy) -> None:
    address = paper.base.replace("://", "://user:secret@")
    paper.article("/wall", "Harbour wall")
    paper.article("/pier", "Harbour pier")
    old = [
        paper.add("/old-wall", status=302, headers={"Location": f"{address}/wall"}),
        paper.add("/old-pier", refresh(f"0;url={address}/pier")),
        paper.add("/old-mill", status=302, headers={"Location": f"//other:secret@{address.rpartition('@')[2]}/mill"}),
    ]
    ended = scrapy("crawl", "article", "-a", f"urls={','.join(old)}")
    assert scrapy.titles() == ["Harbour pier", "Harbour wall"], ended.log
    files = [path.read_bytes() for path in scrapy.folder.glob("articles.db*")]
    assert not any(b"secret" in content for content in files)


@pytest.mark.parametrize("place", ["{}", "<noscript>{}</noscript>"])
def test_an_article_is_not_left_for_the_page_that_it_leads_to(paper: Paper, scrapy: Scrapy, place: str) -> None:
    head = place.format('<meta http-equiv="refresh" content="0;url=/consent">')
    scrapy("crawl", "article", "-a", f"urls={paper.article('/story', 'Ferry turns back', head=head)}")
    assert scrapy.titles() == ["Ferry turns back"]
    assert "/consent" not in paper.paths()


@pytest.mark.parametrize(
    "script",
    [
        "window.location.href = '/story';",
        'location.replace("/story")',
        "\n document.location='/story' ;",
        'top.location.assign("/story");',
        "setTimeout(function() { location.href = '/story'; }, 100);",
        '//<![CDATA[\nlocation.href = "\\/story";\n//]]>',
    ],
)
def test_a_page_whose_script_only_leads_to_an_article_is_followed(paper: Paper, scrapy: Scrapy, script: str) -> None:
    paper.article("/story", "Ferry turns back")
    page = f"<html><head><script type='text/javascript'>{script}</script></head><body></body></html>"
    scrapy("crawl", "article", "-a", f"urls={paper.add('/old', page)}")
    assert scrapy.titles() == ["Ferry turns back"]


@pytest.mark.parametrize(
    "script",
    ["if (top !== self) top.location = '/other';", "login.onclick = () => { location.href = '/other' }", "x('/other')"],
)
def test_a_script_that_leads_on_under_a_condition_is_not_followed(paper: Paper, scrapy: Scrapy, script: str) -> None:
    paper.article("/other", "Ferry turns back")
    ended = scrapy("crawl", "article", "-a", f"urls={paper.add('/old', f'<script>{script}</script><p>Hello')}")
    assert "/other" not in paper.paths(), ended.log


def test_an_article_is_not_left_for_the_page_that_its_script_leads_to(paper: Paper, scrapy: Scrapy) -> None:
    head = "<script>location.href = '/consent'</script>"
    scrapy("crawl", "article", "-a", f"urls={paper.article('/story', 'Ferry turns back', head=head)}")
    assert scrapy.titles() == ["Ferry turns back"]
    assert "/consent" not in paper.paths()


def test_pages_that_lead_to_each_other_end_as_a_loop(paper: Paper, scrapy: Scrapy) -> None:
    paper.add("/b", refresh("0;url=/a"))
    ended = scrapy("crawl", "article", "-a", f"urls={paper.add('/a', refresh('0;url=/b'))}")
    assert ended.summary()["pages_failed"] == {"redirect_loop": 1}


def test_a_front_page_that_leads_to_another_is_followed(paper: Paper, scrapy: Scrapy) -> None:
    paper.article("/news/2026/ferry-turns-back", "Ferry turns back")
    paper.add("/en/", '<h2><a href="/news/2026/ferry-turns-back">Ferry turns back</a></h2>')
    paper.add("/", refresh("0; url=/en/"))
    scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert scrapy.titles() == ["Ferry turns back"]


@pytest.mark.parametrize("checked_at", ["/story", "/story?cookiecheck=1"])
def test_a_site_that_checks_for_cookies_gets_its_own_back(paper: Paper, scrapy: Scrapy, checked_at: str) -> None:
    page = article_html("Ferry turns back")
    sent: list[str | None] = []

    def answer(headers: Headers) -> Answer:
        sent.append(headers.get("cookie"))
        if sent[-1] == "seen=1":
            return Answer(page)
        return Answer(status=302, headers={"Location": checked_at, "Set-Cookie": "seen=1; Path=/; HttpOnly"})

    def check(headers: Headers) -> Answer:
        return Answer(status=302, headers={"Location": "/story"}) if "cookie" in headers else Answer(status=403)

    paper.pages["/story?cookiecheck=1"] = check
    paper.pages["/story"] = answer
    paper.article("/other", "Pier is closed")
    for _ in range(2):
        scrapy("crawl", "article", "-a", f"urls={paper.base}/story,{paper.base}/other")
    assert scrapy.titles() == ["Ferry turns back", "Pier is closed"]
    assert sent == [None, "seen=1"] * 2
    assert not [asked for asked in paper.asked if asked.path == "/other" and "cookie" in asked.headers]


@pytest.mark.parametrize(
    ("stub", "headers"),
    [
        ("<script>document.cookie = 'seen=1; path=/'; location.reload();</script>", {}),
        ("<meta http-equiv=refresh content=0><p>Please wait</p>", {"Set-Cookie": "seen=1; Path=/"}),
        ("<script>location.href=location.href</script>", {"Set-Cookie": "seen=1"}),
    ],
)
def test_a_page_that_sets_a_cookie_and_loads_itself_again_is_loaded_once_more(
    paper: Paper, scrapy: Scrapy, stub: str, headers: Headers
) -> None:
    page, sent = article_html("Ferry turns back"), []

    def answer(asked: Headers) -> Answer:
        sent.append(asked.get("cookie"))
        return Answer(page) if sent[-1] == "seen=1" else Answer(stub, headers=headers)

    paper.pages["/story"] = answer
    paper.pages["/never"] = Answer("<script>location.reload()</script>", headers={"Set-Cookie": "a=1"})
    scrapy("crawl", "article", "-a", f"urls={paper.base}/story,{paper.base}/never")
    assert scrapy.titles() == ["Ferry turns back"]
    assert sent == [None, "seen=1"]
    assert paper.paths().count("/never") == 2


def test_a_page_without_a_body_is_fetched_again_by_the_next_run(paper: Paper, scrapy: Scrapy) -> None:
    feed = paper.feed("/rss.xml", f"{paper.base}/2026/ferry-turns-back")
    paper.front(feed=feed)
    paper.add("/2026/ferry-turns-back", b"\n")
    ended = scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert ended.summary()["pages_failed"] == {"no_content": 1}

    paper.article("/2026/ferry-turns-back", "Ferry turns back")
    scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert scrapy.titles() == ["Ferry turns back"]


def test_further_pages_of_a_named_section_are_read(paper: Paper, scrapy: Scrapy) -> None:
    for number, story in enumerate(("ferry-turns-back", "pier-is-closed"), start=1):
        paper.article(f"/city/2026/{story}", story)
        following = '<a rel="next" href="/city/2">Older</a>' if number == 1 else ""
        paper.add(f"/city/{number}", f'<h2><a href="/city/2026/{story}">The {story} story</a></h2>{following}')
    source = scrapy.folder / "source.toml"
    lines = [
        "[[source]]",
        'id = "paper"',
        'name = "P"',
        f'home = "{paper.base}/"',
        f'sections = ["{paper.base}/city/1"]',
    ]
    source.write_text("\n".join(lines))
    scrapy("crawl", "news", "-a", f"sources={source}")
    assert scrapy.titles() == ["ferry-turns-back", "pier-is-closed"]


@pytest.mark.parametrize(
    ("status", "headers", "size", "becomes"),
    [
        (302, {}, 5_000, 200),
        (301, {"Location": " "}, 5_000, 200),
        (300, {}, 5_000, 200),
        (302, {}, 200, 302),  # what a server writes about a redirect
        (302, {"Location": "/story"}, 5_000, 302),
        (304, {}, 5_000, 304),
        (404, {}, 5_000, 404),
    ],
)
def test_a_redirect_that_leads_nowhere_is_the_page_that_it_brings(
    status: int, headers: dict[str, str], size: int, becomes: int
) -> None:
    response = HtmlResponse("https://paper.example/a", status=status, headers=headers, body=b"<p>" + b"a" * size)
    assert LocationMiddleware().process_response(Request(response.url), response).status == becomes


@pytest.mark.parametrize(
    ("status", "expected"), [(300, 302), (306, 302), (399, 302), (301, 301), (308, 308), (305, 305)]
)
def test_a_redirect_of_an_unknown_status_is_followed(status: int, expected: int) -> None:
    response = HtmlResponse("https://paper.example/a", status=status, headers={"Location": "/b"}, body=bytes(2_000))
    answer = LocationMiddleware().process_response(Request(response.url), response)
    assert (answer.status, answer.headers["Location"]) == (expected, b"/b")
