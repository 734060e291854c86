import pytest

from tests.cleaners.groups.pages import STORY, kept, page, paragraphs

BOXES = {
    "de": (
        "Ein Klick für den Datenschutz",
        "Für Karten nutzen wir die Software eines anderen Anbieters. Erst wenn Sie zustimmen, wird sie geladen.",
        "Karte anzeigen",
    ),
    "en": (
        "We need your permission",
        "This post is from a third party, which may use cookies. Do you agree that we show it here?",
        "Show the post",
    ),
    "fr": (
        "Contenu bloqué",
        "Vous avez refusé les cookies. Pour voir cette vidéo, donnez votre consentement à son éditeur.",
        "Accepter et voir",
    ),
    "es": (
        "Vídeo externo",
        "Para ver este vídeo tienes que aceptar las cookies de la plataforma que lo publica.",
        "Ver el vídeo",
    ),
    "pl": (
        "Treść zablokowana",
        "Aby zobaczyć wykres, wyraź zgodę na pliki cookies i przetwarzanie danych osobowych przez dostawcę.",
        "Pokaż wykres",
    ),
    "ru": (
        "Нужно ваше согласие",
        "Карту показывает другая компания, она получит ваши персональные данные. Согласны ли вы?",
        "Показать карту",
    ),
}
CONTROLS = ("<button>{}</button>", "<div class='b'><button type='button'><span>{}</span></button></div>")


@pytest.mark.parametrize("language", BOXES)
@pytest.mark.parametrize("control", CONTROLS)
def test_a_box_that_asks_for_consent_goes(language: str, control: str) -> None:
    heading, text, label = BOXES[language]
    box = f"<div><div><h3>{heading}</h3><p>{text}</p></div><div>{control.format(label)}</div></div>"
    assert kept(page(inside=box + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


@pytest.mark.parametrize("language", BOXES)
def test_a_story_about_consent_stays(language: str) -> None:
    heading, text, _ = BOXES[language]
    section = f"<h3>{heading}</h3><p>{text}</p>"
    assert kept(page(inside=section + paragraphs(STORY[0]))) == [*STORY, heading, text, STORY[0]]


def test_a_short_story_about_consent_with_a_button_stays() -> None:
    story = (
        "The council asks every household for consent before it counts the cookies that the scouts have sold.",
        "Nobody has to agree, the mayor said on Monday, and privacy comes first in a village of ninety people.",
        "Third parties, such as the bakery, will be told the sum but no names.",
    )
    shares = "<div><button>Share</button><button>Print</button></div>"
    assert kept(page(inside=shares, story=story)) == [*story]


def test_an_offer_with_a_button_stays() -> None:
    plan = "<ul><li>Privacy and cookies handled</li><li>Accept payments from third parties</li></ul>"
    offer = f"<div><h3>Harbour plan</h3>{plan}<button>Try it</button></div>"
    assert "Accept payments from third parties" in kept(page(inside=offer + paragraphs(STORY[0])))


LINK = "<a href='https://pictures.example/p/1'>{}</a>"


@pytest.mark.parametrize(
    "post",
    [
        f"<blockquote class='instagram-media'><p>{LINK.format('Bu gönderiyi gör')}</p></blockquote>",
        f"<blockquote class='reddit-embed-bq'>{LINK.format('The lamp is lit')} by {LINK.format('o')}</blockquote>",
    ],
)
def test_the_placeholder_of_an_embedded_post_goes(post: str) -> None:
    assert kept(page(inside=post + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    "quote",
    [
        f"<blockquote class='twitter-tweet'><p>The lamp is lit again.</p>{LINK.format('3 May')}</blockquote>",
        f"<blockquote class='tiktok-embed'><p>{LINK.format('@olle')} lamp {LINK.format('#light')}</p></blockquote>",
        f"<blockquote>{LINK.format('The lamp is lit again')} <cite>Olle Brandt</cite></blockquote>",
    ],
)
def test_a_post_with_its_words_stays(quote: str) -> None:
    assert len(kept(page(inside=quote + paragraphs(STORY[0])))) > len(STORY) + 1


@pytest.mark.parametrize("attribute", ["placeholder", "fallback", "overflow"])
def test_what_stands_in_for_a_component_of_an_amp_page_goes(attribute: str) -> None:
    inside = f"<amp-list src='/x.json'><div {attribute}>Could not load the list of ships.</div></amp-list>"
    assert kept(page(inside=inside + paragraphs(STORY[0]))) == [*STORY, STORY[0]]
    text = "<amp-list src='/x.json'><div>Could not load the list of ships.</div></amp-list>"
    assert kept(page(inside=text + paragraphs(STORY[0]))) == [*STORY, "Could not load the list of ships.", STORY[0]]
