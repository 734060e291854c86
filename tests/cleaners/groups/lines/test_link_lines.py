import pytest

from tests.cleaners.groups.pages import STORY, kept, page, paragraphs, rules

TITLES = [
    "Bakery on Mill Lane closes after ninety years",
    "BÄCKEREI IN DER MÜHLGASSE SCHLIESST NACH NEUNZIG JAHREN",
    "Пекарня на Мельничной улице закрывается после девяноста лет",
    "磨坊巷的面包店在九十年后关门",
    "მტკვრის სანაპიროზე ახალი ბილიკი გაიხსნა",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", ["{}", "<strong>{}</strong>", "&gt;&gt; {}", "» {}", "{} →"])
def test_a_line_that_is_only_a_link_goes(title: str, form: str) -> None:
    link = form.format(f"<a href='/news/bakery'>{title}</a>")
    assert kept(page(inside=f"<p>{link}</p>{paragraphs(STORY[0])}")) == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    "line",
    [
        "<p><a href='https://museum.example/keeper'>The museum has a page on the keepers of the light</a></p>",
        "<p><a href='/news/bakery'>The bakery on Mill Lane closes after ninety years.</a></p>",
        "<p>In March we wrote: <a href='/news/bakery'>The bakery on Mill Lane closes soon</a></p>",
        "<h2><a href='/news/bakery'>The bakery on Mill Lane closes after ninety years</a></h2>",
        "<p>The county put it so:</p><p><a href='/news/bakery'>A lamp that nobody tends is a lamp</a></p>",
        "<p><a href='#top'>Bakery on Mill Lane closes after ninety years</a></p>",
    ],
    ids=["other site", "sentence", "part of a sentence", "heading", "announced", "same page"],
)
def test_links_that_belong_to_the_story_stay(line: str) -> None:
    assert len(kept(page(inside=line + paragraphs(STORY[0])))) > len(STORY) + 1


@pytest.mark.parametrize("line", [">> {}", "→ {}", "{} >>>", "» {}"])
def test_links_with_an_arrow_go_even_if_there_are_several(line: str) -> None:
    links = "".join(f"<p>{line.format(f'<a href=/n/{n}>Bakery closes down</a>')}</p>" for n in range(3))
    assert kept(page(inside=links + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


def test_a_quote_in_arrows_stays() -> None:
    quote = "<p>»I shall miss the <a href='/news/fog'>fog</a> more than the light, and that is all I say.«</p>"
    assert len(kept(page(inside=quote + paragraphs(STORY[0])))) == len(STORY) + 2


LABELS = ["MORE ON THIS |", "Nota relacionada:", "Zum Thema –", "Więcej:", "FUNDA OLUNYE UDABA |", "ПО ТЕМЕ:"]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", ["{} {}", "<strong>{}</strong> {}", "<b>{} {}</b>"])
def test_a_label_with_a_link_to_another_story_goes(label: str, title: str, form: str) -> None:
    line = form.format(label, f"<a href='/news/bakery'>{title}</a>")
    assert kept(page(inside=f"<p>{line}</p>{paragraphs(STORY[0])}")) == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    "line",
    [
        "Website: <a href='https://museum.example/'>the museum of the light on the old quay</a>",
        "The keeper: <a href='/people/brandt'>Olle Brandt</a>",
        "Wir schrieben damals im März: <a href='/news/bakery'>Die Bäckerei in der Mühlgasse schließt bald</a>",
        "He said: <a href='/news/bakery'>The bakery on Mill Lane will close, and I shall miss it.</a>",
        "More: <a href='/news/bakery'>The bakery on Mill Lane closes soon</a>, and nobody knows why.",
    ],
    ids=["other site", "name", "clause", "sentence", "part of a sentence"],
)
def test_a_linked_part_of_the_text_stays(line: str) -> None:
    assert len(kept(page(inside=f"<p>{line}</p>{paragraphs(STORY[0])}"))) == len(STORY) + 2


def test_a_short_headline_goes_after_a_bar_only() -> None:
    link = "<a href='/news/bakery'>Bakery closes its doors</a>"
    lines = paragraphs(f"READ ALSO | {link}", STORY[0], f"The sign said: {link}", STORY[0])
    assert kept(page(inside=lines)) == [*STORY, STORY[0], "The sign said: Bakery closes its doors", STORY[0]]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<blockquote>{}</blockquote>", "<h3>{}</h3>", "<ul><li>{}</li></ul>"])
@pytest.mark.parametrize("number", [1, 3])
def test_links_at_the_end_of_the_text_go(title: str, form: str, number: int) -> None:
    links = "".join(form.format(f"<a href='/news/{n}'>{title}</a>") for n in range(number))
    assert kept(page(inside=links)) == list(STORY)


@pytest.mark.parametrize(
    "end",
    [
        "<p>The county keeps three papers:</p><p><a href='/papers/1'>The deed of the tower</a></p>",
        "<ul><li>The lamp was lit in 1881.</li><li><a href='/news/fog'>The horn was blown in fog</a></li></ul>",
        "<p><a href='https://museum.example/keeper'>The museum on the keepers</a></p>",
        "<p><a href='/people/brandt'>Brandt</a></p>",
        "<p><a href='/news/fog'>The horn</a> was blown in fog.</p>",
    ],
    ids=["announced", "list with other items", "other site", "name", "part of a sentence"],
)
def test_the_end_of_the_text_stays(end: str) -> None:
    assert len(kept(page(inside=end))) > len(STORY)
    assert "link_line" not in rules(page(inside=end))


@pytest.mark.parametrize("title", TITLES)
def test_a_list_of_one_link_goes(title: str) -> None:
    item = f"<ul><li><a href='/news/bakery'>{title}</a></li></ul>"
    assert kept(page(inside=item + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


def test_a_list_of_two_links_between_paragraphs_stays() -> None:
    items = "".join(f"<li><a href='/news/{n}'>{title}</a></li>" for n, title in enumerate(TITLES[:2]))
    assert len(kept(page(inside=f"<ul>{items}</ul>{paragraphs(STORY[0])}"))) == len(STORY) + 3


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", ["({}.)", "( {} )", "({})"])
def test_a_link_in_brackets_goes_even_above_a_section(title: str, form: str) -> None:
    line = form.format(f"<a href='/news/bakery'>{title}</a>")
    section = f"<h2>Forty winters</h2>{paragraphs(STORY[0])}"
    assert kept(page(inside=f"<p>{line}</p>{section}")) == [*STORY, "Forty winters", STORY[0]]


@pytest.mark.parametrize(
    "label",
    [
        "Mehr Informationen zu den Wahlen auf der Insel:",
        "More on the future of the bakery on Mill Lane:",
        "Подробнее о том, что будет с пекарней:",
    ],
)
def test_a_long_label_that_points_to_a_story_goes(label: str) -> None:
    line = f"{label} <a href='/news/bakery'>{TITLES[0]}</a>"
    assert kept(page(inside=f"<p>{line}</p>{paragraphs(STORY[0])}")) == [*STORY, STORY[0]]


def test_a_link_between_line_breaks_goes() -> None:
    link = f"(<a href='/news/bakery'>{TITLES[0]}</a>)"
    other = "The keeper is <a href='/people/brandt'>Olle Brandt</a>, who was born in the tower and has never left it."
    assert kept(page(inside=f"<p>{STORY[0]}<br><br>{link}<br><br>{other}</p>")) == [
        *STORY,
        STORY[0],
        "The keeper is Olle Brandt, who was born in the tower and has never left it.",
    ]


POINTERS = [
    "<p>Lire aussi Ada Lind, <a href='/n/3'>« La lampe et la politique du phare »</a>, Le Littoral, juin 2018.</p>",
    "<p>Siehe auch <a href='/n/3'>Das Licht am Hafen</a> <a href='/n/4'>Vierzig Winter auf dem Turm</a></p>",
    "<p>Читайте также историю о маяке: <a href='/n/3'>Сорок зим в башне у моря</a>, часть первая.</p>",
    "<p>Lees ook het verhaal van de bakker: <a href='/n/3'>Negentig jaar brood aan de haven</a> in de krant.</p>",
]


@pytest.mark.parametrize("line", POINTERS)
def test_a_line_that_begins_with_a_pointer_and_has_a_link_goes(line: str) -> None:
    assert kept(page(inside=line + paragraphs(STORY[0]))) == [*STORY, STORY[0]]
    assert kept(page(inside=line)) == list(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Learn more about <a href='/n/3'>the lamp and its keeper</a> at the harbour office.</p>",
        "<p>Read also what the keeper wrote, and do not forget his wife, who kept the books for thirty winters.</p>",
        "<p>See also <a href='https://museum.example/lamp'>the page of the museum on the lamp</a>, he said.</p>",
    ],
    ids=["learn more", "no link", "other site"],
)
def test_sentences_that_begin_like_a_pointer_stay(line: str) -> None:
    assert len(kept(page(inside=line + paragraphs(STORY[0])))) == len(STORY) + 2


CARD = (
    "<div class='a'><a href='/news/bakery'></a><div class='b'>{}</div></div>",
    "<div class='a'><div class='b'>{}<a class='over' href='/news/bakery'> </a></div></div>",
)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("card", CARD)
@pytest.mark.parametrize("form", ["<span>{}</span>", "<span>{}</span><span> 3.3.2026, 08:11</span>", "<h4>{}</h4>"])
def test_the_title_of_a_card_under_an_empty_link_goes(title: str, card: str, form: str) -> None:
    html = page(inside=card.format(form.format(title)) + paragraphs(STORY[0]))
    assert kept(html) == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    "card",
    [
        "<div><a name='top' href='#top'></a><div>A line that names the winners</div></div>",
        "<div><a href='/n'></a><div>The lamp was lit for the last time on Friday.</div></div>",
        "<div><a href='/n'></a><a href='/m'></a><div>A line that names the winners</div></div>",
        "<div><a href='https://other.example/n'></a><div>A line that names the winners</div></div>",
    ],
    ids=["anchor", "sentence", "two links", "other site"],
)
def test_other_lines_beside_an_empty_link_stay(card: str) -> None:
    assert len(kept(page(inside=card + paragraphs(STORY[0])))) == len(STORY) + 2


@pytest.mark.parametrize("title", ["School has a telescope", "В школе открыли обсерваторию", "学校开设天文台"])
def test_a_quote_that_is_all_one_link_to_another_story_goes(title: str) -> None:
    card = "<blockquote><a href='{}'><span>{}</span> <em>Lenses from old glasses</em></a></blockquote>"
    assert kept(page(inside=card.format("/news/telescope", title) + paragraphs(STORY[0]))) == [*STORY, STORY[0]]
    post = card.format("https://social.example/@keeper/1", title)
    assert len(kept(page(inside=post + paragraphs(STORY[0])))) == len(STORY) + 2
