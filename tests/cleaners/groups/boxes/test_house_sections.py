import pytest

from tests.cleaners.groups.pages import LONG_STORIES, kept, page, paragraphs, rules

OFFERS = {
    "en": ("Listen on the move", "Our editors talk through the week for readers. New podcast episodes on Fridays."),
    "de": ("Der Morgen am Kai", "Was wichtig ist, fasst unsere Redaktion jeden Werktag in Ihr Postfach zusammen."),
    "ru": ("Будьте в курсе", "Самое важное за день в нашем канале для вас. Подпишитесь и читайте."),
    "el": ("Το δελτίο μας", "Κάθε πρωί η σύνταξη στέλνει στο ηλεκτρονικό σας ταχυδρομείο τις ειδήσεις της ημέρας."),
    "pl": ("Wesprzyj nas", "Gazetę wydajemy dzięki wpłatom czytelników. Za dziesięć złotych miesięcznie pomagasz nam."),
    "zh": ("关注我们", "下载晚报客户端，第一时间了解您身边的新闻，还可以向编辑部提供线索。"),
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(OFFERS))
@pytest.mark.parametrize("label", ["<h2>{}</h2>", "<p><strong>{}</strong></p>"])
def test_an_offer_of_the_newspaper_goes_with_its_heading(language: str, label: str) -> None:
    title, text = OFFERS[language]
    *story, last = LONG_STORIES[language]
    html = page(inside=label.format(title) + paragraphs(text, last), story=tuple(story))
    assert kept(html) == [*story, last]
    assert "promotion" in rules(html)


@pytest.mark.parametrize(
    "text",
    [
        "Travellers will notice little, says the operator, whose free app already shows delays on every line.",
        "The campaign's own newsletter, printed on a borrowed press, reached four thousand homes in the spring.",
    ],
)
def test_products_of_others_stay(text: str) -> None:
    html = page(inside=f"<h2>What changes</h2>{paragraphs(text)}", story=LONG_STORIES["en"])
    assert text in kept(html)
