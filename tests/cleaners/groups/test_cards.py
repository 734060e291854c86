import pytest

from tests.cleaners.groups.pages import STORY, TITLE, kept, page, rules

TEASERS = [
    ("Bakery closes after ninety years", "Nobody wants to take over the oven and the hours that go with it."),
    ("Новый паром заказан на верфи", "Судно будет готово весной, и тогда острова снова получат ежедневный рейс."),
    ("Rat streitet über den neuen Hafen", "Die Mehrheit will erst im Herbst entscheiden, ob die Mole verlängert wird."),
    ("议会讨论渡轮票价", "委员会将在下周的会议上讨论是否对岛上居民实行半价，结果预计在月底公布。"),
]


def cards(form: str, teasers: list[tuple[str, str]] = TEASERS) -> str:
    return "".join(form.format(n=n, title=title, text=text) for n, (title, text) in enumerate(teasers))


FORMS = [
    "<article><h3><a href='/n/{n}'>{title}</a></h3><p>{text}</p></article>",
    "<div class='t'><a href='/n/{n}'><h4>{title}</h4></a><div>{text}</div></div>",
    "<dl><dt><a href='/n/{n}'>{title}</a></dt><dd>{text}</dd></dl>",
    "<h2><a href='/n/{n}'>{title}</a></h2><p>{text}</p><h3><a href='/n/{n}'>Read the rest</a></h3>",
    "<li><a href='/n/{n}'>{title}</a> {text} ...</li>",
]


@pytest.mark.parametrize("form", FORMS)
def test_a_list_of_teasers_goes(form: str) -> None:
    assert "teaser_cards" in rules(page(below=f"<div class='more'>{cards(form)}</div>"))
    left = kept(page(below=f"<div class='more'>{cards(form)}</div>"))
    assert [text for _, text in TEASERS if any(text in block for block in left)] == []
    assert left[: len(STORY)] == list(STORY)


@pytest.mark.parametrize("form", FORMS[:3])
def test_a_box_of_teasers_in_the_story_leaves_the_rest(form: str) -> None:
    box = f"<div class='box'>{cards(form, TEASERS[:3])}</div>"
    rest = "".join(f"<p>{text} The keeper nods.</p>" for text in STORY)
    left = kept(page(inside=box + rest))
    assert [text for _, text in TEASERS if text in left] == []
    assert len(left) == 2 * len(STORY)


@pytest.mark.parametrize("form", FORMS)
def test_two_items_are_not_a_list(form: str) -> None:
    assert "teaser_cards" not in rules(page(below=f"<div>{cards(form, TEASERS[:2])}</div>"))


def test_a_digest_stays() -> None:
    assert not rules(page(inside=f"<div>{cards(FORMS[0])}</div>", story=STORY[:2]))
    assert not rules(page(inside=cards(FORMS[0])))


def test_a_list_of_other_sites_stays() -> None:
    assert not rules(page(below=f"<div>{cards(FORMS[0].replace('/n/', 'https://museum.example/'))}</div>"))


def test_paragraphs_in_one_large_link_are_not_cards() -> None:
    parts = "".join(f"<p>{text}</p>" for text in (*STORY, *(text for _, text in TEASERS)))
    assert not rules(page(below=f"<a href='/n/1'><div>{parts}</div></a>"))


def test_a_long_list_below_a_story_goes_though_one_element_holds_both() -> None:
    below = cards(FORMS[2], TEASERS * 3)
    story = "".join(f"<p>{text}</p>" for text in STORY * 3)
    left = kept(f"<html><body><div><h1>{TITLE}</h1>{story}<div>{below}</div></div></body></html>")
    assert left == list(STORY * 3)


def test_a_long_teaser_in_chinese_goes() -> None:
    teasers = [
        (title, "委员会将在下周的会议上讨论是否对岛上居民实行半价，结果预计在月底公布。" * 4) for title, _ in TEASERS
    ]
    assert "teaser_cards" in rules(page(below=f"<div>{cards(FORMS[0], teasers)}</div>"))


MIXED = [
    "<dt class='k{n}'><a href='/n/{n}'>{title}</a></dt><dd>{text}</dd>",
    "<li class='k{n}'><span>Harbour News, 3 h</span><h4><a href='/n/{n}'>{title}</a></h4><p>{text}</p></li>",
]
ADVERTISEMENT = "<li class='ad'><p>Advertisement</p><p>Why do you not like it?</p><p>I have seen it too often.</p></li>"


@pytest.mark.parametrize("form", MIXED)
def test_a_list_of_cards_goes_although_advertisements_divide_it(form: str) -> None:
    items = [
        cards(form, [teaser]).replace("k0", f"k{n}").replace("/n/0", f"/n/{n}") for n, teaser in enumerate(TEASERS)
    ]
    between = "" if form.startswith("<dt") else ADVERTISEMENT * 3
    tag = "dl" if form.startswith("<dt") else "ul"
    left = kept(page(below=f"<{tag}>{between.join(items)}</{tag}>"))
    assert [text for _, text in TEASERS if text in left] == []
    assert left[: len(STORY)] == list(STORY)


def test_the_paragraphs_of_a_section_between_cards_stay() -> None:
    items = [cards(FORMS[0], [teaser]).replace("/n/0", f"/n/{n}") for n, teaser in enumerate(TEASERS)]
    left = kept(
        page(inside=f"<section>{''.join(item + '<p>' + STORY[0] + ' He said so.</p>' for item in items)}</section>")
    )
    assert len([block for block in left if block.endswith("He said so.")]) == len(TEASERS)
