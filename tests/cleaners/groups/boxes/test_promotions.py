import pytest

from tests.cleaners.groups.pages import STORY, kept, page, paragraphs

BOXES = [
    "<div class='blog-cta'><h3>Want a lamp of your own?</h3><p>Ask us for a price.</p><a href='/shop'>Ask</a></div>",
    "<section class='ArticleCta'><p>Leuchten vom Meister, ab 40 Euro im Monat.</p></section>",
    "<div class='w-promo w-promo__inner'><p>Лампы для вашего дома со скидкой до конца недели</p></div>",
    "<aside id='banner_wide'><h3>Poznaj nasze lampy</h3><p>Bez zobowiązań przez czternaście dni</p></aside>",
    "<div class='teaser'><h3>What is a Fresnel lens?</h3><p>Our glossary tells. <a href='/glossary'>more</a></p></div>",
]


@pytest.mark.parametrize("box", BOXES)
def test_a_box_named_as_a_promotion_goes(box: str) -> None:
    assert kept(page(inside=box + paragraphs(STORY[0]))) == [*STORY, STORY[0]]
    assert kept(page(inside=box)) == list(STORY)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='teaser'><p>The lamp was lit in 1881, when the island had no road.</p></div>",
        "<p class='cta'>The lamp was lit in 1881, when the island had no road.</p>",
        "<h2 class='promo-codes'>The lamp that was lit in 1881</h2>",
        "<div class='e-3promo7 octane'><p>The lamp was lit in 1881, when the island had no road.</p></div>",
        f"<div class='cta'>{paragraphs(*STORY, *STORY)}</div>",
    ],
    ids=["teaser without a link", "paragraph", "heading", "parts of words", "section of the story"],
)
def test_paragraphs_headings_sections_and_boxes_with_other_names_stay(box: str) -> None:
    assert len(kept(page(inside=box + paragraphs(STORY[0])))) > len(STORY) + 1


def test_a_page_that_is_a_promotion_keeps_its_text() -> None:
    assert kept(f"<html><body><main><div class='cta'>{paragraphs(*STORY)}</div></main></body></html>") == list(STORY)


DISCLAIMERS = [
    "<div class='disclaimer'><p>The harbour office is not liable for times of boats, prices or weather.</p></div>",
    "<div id='views-disclaimer'><p>Die Meinung der Verfasser ist nicht die der Hafenverwaltung.</p></div>",
    "<section class='ArticleDisclaimer'><p>Редакция не отвечает за мнения авторов и за их советы.</p></section>",
]


@pytest.mark.parametrize("box", DISCLAIMERS)
def test_an_element_named_as_a_disclaimer_goes(box: str) -> None:
    assert kept(page(inside=box)) == list(STORY)
    assert kept(page(below=box)) == list(STORY)


def test_a_page_that_is_a_disclaimer_keeps_its_text() -> None:
    story = paragraphs(*STORY)
    html = f"<html><body><main>{paragraphs(STORY[0])}<div class='disclaimer'>{story}{story}</div></main></body></html>"
    assert len(kept(html)) == 2 * len(STORY) + 1


PAID = ["Lamps by Fyrkraft (Sponsored)", "Anzeige: Lampen von Fyrkraft", "Lampes Fyrkraft [Publicité]", "海灯（广告）"]


@pytest.mark.parametrize("heading", PAID)
def test_a_section_whose_heading_says_that_it_is_paid_goes(heading: str) -> None:
    section = f"<h2>{heading}</h2><p>Every lamp burns for ten thousand hours.</p><h3>Offer</h3><p>Order it by May.</p>"
    after = f"<h2>The tower</h2>{paragraphs(STORY[0])}"
    assert kept(page(inside=section + after)) == [*STORY, "The tower", STORY[0]]


@pytest.mark.parametrize(
    "section",
    [
        "<h2>Why sponsored posts fail</h2><p>Every lamp burns for ten thousand hours.</p>",
        "<h2>The sponsor</h2><p>Every lamp burns for ten thousand hours.</p>",
        f"<h2>Lamps (sponsored)</h2>{paragraphs(*['Every lamp burns for ten thousand hours, the makers say.'] * 9)}",
        "<p>Lamps (sponsored)</p><p>Every lamp burns for ten thousand hours.</p>",
    ],
    ids=["in the heading", "subject", "most of the page", "paragraph"],
)
def test_sections_about_sponsors_and_the_text_of_paid_pages_stay(section: str) -> None:
    after = f"<h2>The tower</h2>{paragraphs(STORY[0])}"
    assert "Every lamp burns for ten thousand hours" in " ".join(kept(page(inside=section + after)))


BUTTONS = [
    "<a role='button' href='/join'>Join us</a>", "<a class='btn btn-primary' href='/join'>Mitmachen</a>",
    "<p><a class='c-Button' href='https://pay.example/'>Я помогу</a></p>", "<button type='button'>参加する</button>",
]  # fmt: skip
ASK = "<h3>Help us</h3><p>Eight people write this paper, and none of them is paid by an owner.</p><p>Will you help?</p>"


@pytest.mark.parametrize("button", BUTTONS)
@pytest.mark.parametrize("box", ["<div class='x1'>{}</div>", "<aside>{}</aside>"])
def test_a_box_of_sentences_with_a_button_goes(box: str, button: str) -> None:
    assert kept(page(inside=box.format(ASK + button) + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


SHORT = [
    "<p>Read it for £1.</p><p>Cancel whenever you like.</p>", "<div>Harzpost</div><p>Jeden Samstag das Beste.</p>",
    "<p>La lettera del lago</p><p>Cinque storie, il venerdì.</p>", "<h4>Письма</h4><p>По пятницам, в полдень.</p>",
]  # fmt: skip


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("button", BUTTONS)
def test_a_box_of_a_few_words_with_a_button_goes(text: str, button: str) -> None:
    assert kept(page(inside=f"<div class='x1'>{text}{button}</div>" + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


@pytest.mark.parametrize("button", BUTTONS)
def test_a_sentence_with_a_button_below_it_goes(button: str) -> None:
    text = "You can buy the printed paper in all shops on the coast."
    html = page(inside=f"<div class='x1'><p>{text}</p>{button}</div>" + paragraphs(STORY[0]))
    assert kept(html) == [*STORY, STORY[0]]


def test_a_sentence_with_a_button_above_it_goes_even_at_the_top() -> None:
    box = "<div class='x1'><button>Verschenken</button><p>Sie können noch zehn Artikel im Monat verschenken.</p></div>"
    assert kept(page(inside=box + paragraphs(*STORY), story=())) == list(STORY)
    fold = box.replace("<button>", "<button aria-expanded='true'>")
    assert len(kept(page(inside=fold + paragraphs(*STORY), story=()))) > len(STORY)


@pytest.mark.parametrize("question", ["Would you take the late boat?", "Finden Sie das richtig?", "这样好吗？"])
def test_a_question_with_buttons_for_its_answers_goes(question: str) -> None:
    answers = "<div><button>Yes</button><button>No</button><button>Depends</button></div>"
    html = f"<div class='x1'><p>{question}</p>{answers}</div>" + paragraphs(STORY[0])
    assert kept(page(inside=html)) == [*STORY, STORY[0]]
    tabs = answers.replace("<button>", "<button aria-controls='t'>")
    assert question in kept(page(inside=f"<div class='x1'><p>{question}</p>{tabs}</div>" + paragraphs(STORY[0])))
    assert question in kept(page(inside=f"<div class='x1'><p>{question}</p>{answers}</div>" * 2))


@pytest.mark.parametrize("wrapper", ["<div>{}</div>", "<div class='block block--copy'>{}</div>"])
def test_a_box_goes_beside_paragraphs_that_are_each_in_an_element_of_their_own(wrapper: str) -> None:
    parts = "".join(wrapper.format(f"<p>{text} It was {time}.</p>") for text, time in zip(STORY, "123", strict=True))
    assert "Will you help?" not in kept(page(inside=f"<div>{parts}<div class='last'>{ASK}{BUTTONS[0]}</div></div>"))


@pytest.mark.parametrize(
    "inside",
    [
        f"<div class='x1'>{ASK}<a href='/join'>Join us</a></div>",
        f"<div class='x1'>{ASK}<button aria-expanded='false'>More</button></div>",
        f"<div class='x1'>{ASK}<button class='box__expander'>More</button></div>",
        f"<div class='x1'>{ASK}{BUTTONS[0]}</div>" * 2,
        f"<div class='x1'><div>{ASK}</div><ul><li>See <a href='/x'>the plans</a></li></ul>{BUTTONS[0]}</div>",
    ],
    ids=["no button", "fold", "named fold", "items", "list with links"],
)
def test_boxes_of_other_kinds_stay(inside: str) -> None:
    assert "Eight people write this paper, and none of them is paid by an owner." in kept(page(inside=inside))


def test_a_story_whose_parts_are_all_in_boxes_keeps_those_with_a_button() -> None:
    parts = "".join(f"<div class='part{n}'><p>{text}</p></div>" for n, text in enumerate(STORY * 2))
    html = page(inside=f"<div>{parts}<div class='last'>{ASK}{BUTTONS[0]}</div></div>")
    assert "Will you help?" in kept(html)


SLOTS = [
    "<div id='div-gpt-ad-171'>{}</div>", "<ins class='adsbygoogle'>{}</ins>", "<amp-ad><div>{}</div></amp-ad>",
    "<div data-google-query-id='x'>{}</div>",
]  # fmt: skip


@pytest.mark.parametrize("slot", SLOTS)
def test_what_an_advertising_network_fills_in_goes(slot: str) -> None:
    advert = slot.format("<p>Lampen im Angebot bis Sonntag, Lieferung frei im ganzen Land.</p>")
    assert kept(page(inside=advert + paragraphs(STORY[0]))) == [*STORY, STORY[0]]
    assert kept(page(story=(), inside=advert + paragraphs(*STORY))) == [*STORY]


def test_a_slot_with_a_section_of_the_story_stays() -> None:
    assert len(kept(page(inside=SLOTS[0].format(paragraphs(*STORY * 2))))) == 3 * len(STORY)
