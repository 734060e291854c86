"""Pages that have nothing of the title or address in their listing, because another page came in their place."""

from __future__ import annotations

import pytest

from tests.cleaners.kinds.non_articles import OG_ARTICLE, frame
from tests.cleaners.stages.test_page_kind import NEWS_ARTICLE, reason_to_drop, story

NOTICES = {
    "Bridge to close for two years, council decides": (
        "Back soon",
        "The Morgenblatt is moving to new machines this evening. Readers will find all of our stories here again "
        "shortly, and we thank them for waiting. Subscribers can reach the desk by telephone until midnight as usual.",
    ),
    "Rat beschließt Sperrung der alten Hafenbrücke": (
        "Morgenblatt",
        "Aus rechtlichen Gründen zeigen wir unsere Seiten derzeit nur Leserinnen und Lesern aus einigen Ländern. "
        "Wir arbeiten daran, dass auch Sie wieder Zugang zu unserer Berichterstattung haben, und bitten um Geduld.",
    ),
    "Городской совет закроет старый мост на два года": (
        "Утро",
        "Материал показывается только тем, кто живёт в некоторых странах. Мы просим прощения за неудобства и надеемся, "
        "что скоро сможем показать его всем. Если вы считаете, что это ошибка, напишите нам, указав номер обращения.",
    ),
    "市议会决定关闭老港口大桥两年": (
        "晨报",
        "根据版权方的要求，本内容仅向部分地区的读者开放。如果您认为这是一个错误，请与我们的客服联系，并提供页面底部的编号。"
        "我们会尽快处理您的请求，感谢您的理解与支持。",
    ),
}  # fmt: skip


@pytest.mark.parametrize("title", NOTICES)
def test_a_short_page_without_a_word_of_the_title_in_the_feed_is_an_error(title: str) -> None:
    heading, text = NOTICES[title]
    html = frame(f"<main><h1>{heading}</h1><p>{text}</p></main>", heading)
    assert reason_to_drop(html, discovered_by="feed", title_hint=title) == "error_page"
    assert reason_to_drop(html, discovered_by="feed", title_hint=heading) is None, "a title of few words"
    assert reason_to_drop(html, discovered_by="front_page", title_hint=title) is None, "the text of a link"


@pytest.mark.parametrize(
    "title", ["Bridges closed: what residents should know", "Council of harbour town to close its crossing"]
)
def test_a_short_article_under_another_title_than_in_the_feed_is_kept(title: str) -> None:
    assert reason_to_drop(story(paragraphs=2), discovered_by="feed", title_hint=title) is None


@pytest.mark.parametrize("head", [NEWS_ARTICLE, OG_ARTICLE])
def test_an_article_that_its_markup_declares_is_kept_whatever_the_feed_called_it(head: str) -> None:
    html = story(head, paragraphs=2)
    assert reason_to_drop(html, discovered_by="feed", title_hint="Vier Zahlen zum Wochenende aus Wirtschaft") is None


@pytest.mark.parametrize("requested", ["/2026/03/bridge-closes", "/?p=4711"])
def test_a_redirect_from_an_article_to_the_front_page_leads_to_no_article(requested: str) -> None:
    site = "https://www.morgenblatt.example"
    html = story(NEWS_ARTICLE)
    assert reason_to_drop(html, f"{site}/", requested_url=site + requested) == "front_page"
    assert reason_to_drop(html, f"{site}/", requested_url=f"{site}/index.html") is None
    assert reason_to_drop(html, "https://bridge.example/", requested_url=site + requested) is None
