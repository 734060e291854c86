"""Posts that a site writes out among its paragraphs are put back; counters and teasers beside links are not."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.markup.element_index import ElementIndex
from cleaners.rescue.posts import rescue_posts

POSTS = {
    "https://t.me/harbour_news/4411": "Капитан здоров, буксир вышел из порта в 6:40.",
    "https://twitter.com/harbour/status/17": "The last stone was set at noon. We all cried.",
    "https://www.facebook.com/harbour/posts/88": "น้ำลดแล้ว เรือออกได้ตามปกติ",
    "https://vk.com/wall-1_20": "Паром пойдёт завтра, ждём всех на причале.",
    "https://weibo.com/1700/Oab": "渡轮明天恢复航行。",
}


def rescued(box: str, *, probability: float = 0.2, below: str = "<p>The ferry sails again on Monday.</p>") -> list[str]:
    """Return the rescued texts of a page whose box the models removed."""
    markup = f"<body><div><p>The ferry is stuck in the ice.</p><div id=box>{box}</div>{below}</div></body>"
    tree = lxml.html.document_fromstring(markup)
    blocks = split_tree(tree)
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.99
        assert block.element is not None
        if any(one.get("id") == "box" for one in (block.element, *block.element.iterancestors())):
            block.signals.body = probability
            block.remove("main_content", "outside_body", "a test removed it")
    return [block.text for block in rescue_posts(blocks, ElementIndex(tree))]


def post(address: str, text: str) -> str:
    name = "<div><a href='https://t.me/harbour_news'>Harbour News</a></div>"
    return f"<div>{name}<div>{text}</div><div>12K <a href='{address}'>08:51</a></div></div>"


@pytest.mark.parametrize(("address", "text"), POSTS.items())
def test_the_sentences_of_a_post_between_paragraphs_are_put_back(address: str, text: str) -> None:
    assert rescued(post(address, text)) == [text]


def test_the_link_may_be_text_of_the_box_itself() -> None:
    address, text = next(iter(POSTS.items()))
    assert rescued(f"<a href='https://t.me/harbour_news'>Harbour</a><p>{text}</p><a href='{address}'>post</a>") == [
        text
    ]


def test_a_post_that_the_models_rule_out_or_that_ends_the_page_stays_removed() -> None:
    address, text = next(iter(POSTS.items()))
    assert rescued(post(address, text), probability=0.01) == []
    assert rescued(post(address, text), below="") == []


def test_sentences_beside_the_address_of_a_channel_stay_removed() -> None:
    assert rescued(post("https://t.me/harbour_news", "Follow our channel, it has all the news of the port.")) == []
