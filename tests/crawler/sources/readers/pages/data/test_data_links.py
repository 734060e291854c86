"""Links in attributes, templates, scripts and JSON of a front page."""

from base64 import b64encode

import pytest

from crawler.sources.link_score import ARTICLE_THRESHOLD
from crawler.sources.readers.pages.front_page import read_front_page, read_json_page
from tests.crawler.sources.readers.pages.teasers import LINKED, URL

FURTHER = "/sport/ferry-turns-back-again-3041999"


@pytest.mark.parametrize(
    "teaser",
    [
        """<div data-params='{"url":"PATH","id":7}'><h2>Rowers win the cup again</h2></div>""",
        """<li data-teaser='{"title": "x", "articleUrl": "https:\\/\\/www.paper.examplePATH"}'><h3>Rowers</h3></li>""",
        """<div data-card='{"t": "Rowers win the cup again", "permalink": "PATH"}'></div>""",
        """<script>STATE=JSON.parse("[{\\"title\\":\\"Rowers win\\",\\"canonicalPath\\":\\"PATH\\"}]")</script>""",
        """<script>store.load("[{\\"headline\\":\\"Rowers win\\",\\"where\\":\\"PATH\\"}]")</script>""",
        """<div onclick='show({"link": "PATH"})'><h2>Rowers win the cup again</h2></div>""",
        """<script type="text/template"><h2><a href="PATH">Rowers win the cup again</a></h2></script>""",
        """<script type="text/x-lazy"><ul><li><a href="PATH">Rowers win the cup</a></ul></script>""",
        """<iframe srcdoc="&lt;h2>&lt;a href='PATH'>Rowers win the cup again&lt;/a>&lt;/h2>"></iframe>""",
        """<script>document.write('<h3><a href="PATH">Rowers win <b>the cup<\\/b> again<\\/a><\\/h3>');</script>""",
        """<script>list.innerHTML = `<a class="t" href="PATH">Rowers win the cup again</a>`</script>""",
        """<script>x("<a href=\\"PATH\\">Rowers win the cup again</a>")</script>""",
        """<div onkeydown="if (event.key == 'Enter') location = 'PATH'"><h2>Rowers win the cup again</h2></div>""",
        """<div onpointerdown="location.assign('PATH')"><h2>Rowers win the cup again</h2></div>""",
        """<div @click.prevent="window.location='PATH'"><h2>Rowers win the cup again</h2></div>""",
        """<div v-on:click="$router.push('PATH')"><h2>Rowers win the cup again</h2></div>""",
        """<div (click)="open('PATH')"><h2>Rowers win the cup again</h2></div>""",
        """<div on="tap:AMP.navigateTo(url='https://www.paper.examplePATH')"><h2>Rowers win the cup again</h2></div>""",
        """<a [routerLink]="['PATH']"><h2>Rowers win the cup again</h2></a>""",
        """<div hx-get="PATH" hx-push-url="true"><h2>Rowers win the cup again</h2></div>""",
        """<li data-action="click->card#open" data-card-url-value="PATH"><h2>Rowers win the cup again</h2></li>""",
        """<li data-slug="PATH"><h2>Rowers win the cup again</h2></li>""",
        """<news-card article-url="PATH" headline="Rowers win the cup again"></news-card>""",
        """<x-teaser story-href="PATH"><span>Rowers win the cup again</span></x-teaser>""",
        """<script>window.__STATE__ = {"Story:1": {"url": "PATH", "headline": "Rowers win the cup again"},
        "Author:1": {"name": "Ada Miller", "url": "/ada"}};</script>""",
        """<script type="application/json">[{"node": {"title": "Rowers win", "fields": {"slug": "PATH"}}}]</script>""",
        """<link rel="prefetch" href="PATH">""",
        """<div data-state="BASE64"></div>""",
        """<script>load(JSON.parse(atob("BASE64")))</script>""",
        """<script>load(JSON.parse(decodeURIComponent("%5B%7B%22title%22%3A%22A%22%2C%22url%22%3A%22PATH%22%7D%5D")))</script>""",
        """<news-list articles='[{"title": "Rowers win the cup again", "url": "PATH"}]'></news-list>""",
        """<router-link :to="{ path: 'PATH' }"><h3>Rowers win the cup again</h3></router-link>""",
        """<div class="lazy"><!-- <h3><a href="PATH">Rowers win the cup again</a></h3> --></div>""",
        """<textarea hidden>&lt;a href="PATH">Rowers win the cup again&lt;/a></textarea>""",
        """<script>add('Rowers win the cup again', 'PATH');</script>""",
        """<h2><a href="#!PATH">Rowers win the cup again</a></h2>""",
        """<h2><a href="/#PATH">Rowers win the cup again</a></h2>""",
        """<h2><a href="/out?to=https%3A%2F%2Fwww.paper.examplePATH&amp;n=1">Rowers win the cup again</a></h2>""",
    ],
)
def test_addresses_in_data_and_templates_are_links(teaser: str) -> None:
    path = "/sport/rowers-win-the-cup-3041178"
    encoded = b64encode(f'[{{"title": "Rowers win the cup again", "url": "{path}"}}]'.encode()).decode()
    page = f"<body><main>{teaser.replace('PATH', path).replace('BASE64', encoded)}</main></body>"
    links = read_front_page(page.encode(), URL).articles
    assert [link.url for link in links if link.score >= ARTICLE_THRESHOLD] == [URL.rstrip("/") + path]


@pytest.mark.parametrize(
    "markup",
    [
        """<div data-image='{"url":"/sport/rowers-win-the-cup-3041178"}'><h2>Rowers win the cup again</h2></div>""",
        """<news-card image-url="/sport/rowers-win-the-cup-3041178" headline="Rowers win the cup"></news-card>""",
        """<div data-v='{"image":"/sport/rowers-win-the-cup-3041178","t":"Rowers win the cup again"}'></div>""",
        """<div data-config='{"url":"/sport/rowers-win-the-cup-3041178"}'></div>""",
        """<div data-teaser='{"imageUrl":"/sport/rowers-win-the-cup-3041178"}'><h2>Rowers win the cup</h2></div>""",
        """<script type="text/template"><a href="/sport/{{slug}}-3041178">{{title}}</a></script>""",
        """<script type="application/json">"<a href='/sport/rowers-win-the-cup-3041178'>x</a>"</script>""",
        """<script>document.write('<a href="/sport/' + slug + '-3041178">Rowers win the cup again</a>')</script>""",
        """<script>x(`<a href="/sport/${slug}-3041178">Rowers win the cup again</a>`)</script>""",
        """<!--[if IE]> <h3><a href="/sport/rowers-win-the-cup-3041178">Rowers win the cup</a></h3> <![endif]-->""",
        """<script>add('Rowers win the cup again', '/sport/' + slug);</script>""",
        """<div data-state="eyJub3QganNvbg"></div>""",
        """<iframe srcdoc="&lt;a href='/sport/{{slug}}-3041178'>Rowers win the cup&lt;/a>"></iframe>""",
        """<a [routerLink]="['/sport', story.slug]"><h2>Rowers win the cup again</h2></a>""",
        """<li data-slug="/sport/rowers-win-the-cup-3041178"></li>""",
        """<div hx-get="/sport/rowers-win-the-cup-3041178"><h2>Rowers win the cup again</h2></div>""",
        """<h2><a href="#/">Rowers win the cup again</a></h2>""",
    ],
)
def test_other_data_and_templates_without_addresses_are_not_links(markup: str) -> None:
    assert read_front_page(f"<body><main>{markup}</main></body>".encode(), URL).articles == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("application/ld+json", '{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "url": "PATH"}]}'),
        (
            "application/ld+json",
            '{"@graph": [{"@type": "CollectionPage", "hasPart": [{"url": "PATH", "name": "Ferry turns back again"}]}]}',
        ),
        ("application/json", '{"props": {"stories": [{"path": "PATH", "title": "Ferry turns back again"}]}}'),
    ],
)
def test_the_data_of_a_page_may_name_more_articles_than_its_markup(kind: str, data: str) -> None:
    page = f'<body><main>{LINKED}</main><script type="{kind}">{data.replace("PATH", FURTHER)}</script></body>'
    links = read_front_page(page.encode(), URL).articles
    assert [link.url for link in links if link.score >= ARTICLE_THRESHOLD][4:] == [URL.rstrip("/") + FURTHER]


@pytest.mark.parametrize(
    "address", ["/api/stories/ferry-turns-back-3041999", "https://other.example/a-b-c-d-3041999", "/sport", "/f.pdf"]
)
def test_other_addresses_in_the_data_of_a_page_are_not_articles(address: str) -> None:
    data = f'{{"items": [{{"url": "{address}", "title": "Ferry turns back again"}}]}}'
    page = f'<body><main>{LINKED}</main><script type="application/json">{data}</script></body>'
    assert len(read_front_page(page.encode(), URL).articles) == 4


def test_a_later_page_of_a_json_feed_names_its_own_stories() -> None:
    item = f'{{"id": "{URL.rstrip("/") + FURTHER}", "title": "x", "external_url": "https://other.example/a"}}'
    links = read_json_page(f'{{"items": [{item}]}}'.encode(), URL).articles
    assert [link.url for link in links] == [URL.rstrip("/") + FURTHER]


@pytest.mark.parametrize(
    "menu",
    [
        """<div data-menu='[{"label": "Towns", "url": "/towns"}, {"label": "Sport", "url": "/sport"}]'></div>""",
        """<script>var menu = [{"name": "Towns", "link": "/towns"}, {"name": "S", "link": "/s"}];show(menu)</script>""",
    ],
)
def test_short_names_in_the_data_of_a_page_may_be_sections(menu: str) -> None:
    page = f"<body><main>{LINKED}</main>{menu}</body>"
    assert URL + "towns" in read_front_page(page.encode(), URL).possible_sections
    shown = f'<nav><a href="/politics">Politics</a></nav>{page}'
    assert URL + "towns" not in read_front_page(shown.encode(), URL).possible_sections


def test_an_ampersand_that_is_escaped_twice_is_read_as_one() -> None:
    page = """<h2><a href="/read.php?section=3&amp;amp;id=3041178">Rowers win the cup again this year</a></h2>"""
    assert [link.url for link in read_front_page(page.encode(), URL).articles] == [
        URL + "read.php?section=3&id=3041178"
    ]


@pytest.mark.parametrize(
    "path", ["/k3x9aa{}", "/show?doc=k3x9aa{}", "/news,2{},bridge.html", "/read.cgi?tab=7&mid=4{}"]
)
def test_headlines_with_addresses_alike_are_articles_on_a_page_without_others(path: str) -> None:
    titles = [f"Rowers win the cup again, part {number}" for number in "abcd"]
    rows = "".join(f'<p><a href="{path.format(number)}">{title}</a></p>' for number, title in enumerate(titles))
    links = read_front_page(f"<body>{rows}</body>".encode(), URL).articles
    assert [link.title for link in links if link.score >= ARTICLE_THRESHOLD] == titles
    beside = read_front_page(f"<body>{LINKED}{rows}</body>".encode(), URL).articles
    assert sum(link.score >= ARTICLE_THRESHOLD for link in beside) == 4
    around = read_front_page(f"<body><footer>{rows}</footer></body>".encode(), URL).articles
    assert not any(link.score >= ARTICLE_THRESHOLD for link in around)
