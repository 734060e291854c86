import pytest

from tests.cleaners.groups.pages import STORIES, STORY, TITLE, grouped, kept, page, paragraphs

NEXT = (
    "The bakery on Mill Lane closes after ninety years, because nobody wants to take over the oven and the hours.",
    "Greta Sund, who has baked there since she was sixteen, says that she will miss the smell more than the work.",
    "The house will be sold, and the oven goes to the museum in the county town, where it will be lit once a year.",
)
NEXT_BY_LANGUAGE = {
    "de": ("Bäckerei schließt", "Nach neunzig Jahren schließt die Bäckerei am Mühlbach, weil keiner den Ofen will.",
           "Greta Sund hat dort seit ihrem sechzehnten Lebensjahr gebacken und sagt, der Duft werde ihr sehr fehlen.",
           "Das Haus soll verkauft werden, und der Ofen kommt in das Museum der Kreisstadt, wo er manchmal brennt."),
    "ru": ("Пекарня закрывается", "После девяноста лет пекарня у мельницы закрывается, никто не берётся за печь.",
           "Грета Сунд пекла там хлеб с шестнадцати лет и говорит, что больше всего ей будет не хватать его запаха.",
           "Дом будет продан, а печь отправится в музей окружного города, где её будут топить один раз в год."),
    "zh": ("老面包店关门", "磨坊巷的面包店在经营九十年之后关门，因为没有人愿意接手那座烤炉和那样的作息。",
           "格蕾塔从十六岁起就在那里烤面包，她说自己最舍不得的是面包的香味。",
           "房子将被出售，烤炉将送往县城的博物馆。"),
}  # fmt: skip


@pytest.mark.parametrize(
    "opening",
    [
        "<article><h1>Bakery closes</h1>",
        "<article data-url='/news/bakery'><h1>Bakery closes</h1><p>By Maja Tarn</p>",
        "<article class='post'><h2><a href='/news/bakery'>Bakery closes after ninety years</a></h2>",
        "<div role='article'><h1>Bakery closes</h1><time>3 March</time>",
    ],
)
def test_the_next_story_goes_and_is_flagged(opening: str) -> None:
    end = "</div>" if opening.startswith("<div") else "</article>"
    html = page(below=opening + paragraphs(*NEXT) + end)
    assert kept(html) == list(STORY)
    assert grouped(html).flags == ["several_stories"]


@pytest.mark.parametrize("language", sorted(NEXT_BY_LANGUAGE))
def test_the_next_story_goes_in_any_language(language: str) -> None:
    title, *texts = NEXT_BY_LANGUAGE[language]
    html = page(story=STORIES[language] * 2, below=f"<article><h1>{title}</h1>{paragraphs(*texts)}</article>")
    assert kept(html) == list(STORIES[language] * 2)


def test_stories_loaded_by_scrolling_go_if_they_have_the_class_of_the_first() -> None:
    first, *more = (
        f"<div class='entry-main'><h1>{title}</h1><time>3 March 2026</time>{paragraphs(*texts)}</div>"
        for title, texts in ((TITLE, STORY), ("Bakery closes", NEXT), ("Bakery closes for good", NEXT[::-1]))
    )
    assert kept(f"<html><body>{first}{''.join(more)}</body></html>") == ["3 March 2026", *STORY]


@pytest.mark.parametrize(
    "below",
    [
        f"<article>{paragraphs(*NEXT)}</article>",
        f"<article><h2>What happens to the bakery</h2>{paragraphs(*NEXT)}</article>",
        f"<article><h3>Background</h3><time>3 March</time>{paragraphs(*NEXT)}</article>",
        f"<section><h1>The bakery</h1>{paragraphs(*NEXT)}</section>",
        f"<article><h1>{TITLE}</h1>{paragraphs(*NEXT)}</article>",
    ],
    ids=["split body", "sub-heading", "third-level heading", "h1 in a section", "same headline"],
)
def test_further_parts_of_the_story_stay(below: str) -> None:
    html = page(below=below)
    assert [text for text in NEXT if text not in kept(html)] == []
    assert grouped(html).flags == []


@pytest.mark.parametrize("language", sorted(NEXT_BY_LANGUAGE))
def test_a_short_story_in_an_article_element_like_the_page_s_own_goes(language: str) -> None:
    title, text, *_ = NEXT_BY_LANGUAGE[language]
    own = f"<article class='news'><h1>{TITLE}</h1>{paragraphs(*STORY)}</article>"
    other = f"<article class='news'><h1>{title}</h1><p>3.3.2026</p>{paragraphs(text)}</article>"
    assert kept(f"<html><body>{own}{other}</body></html>") == list(STORY)


@pytest.mark.parametrize("name", ["note", ""])
def test_a_short_part_in_another_article_stays(name: str) -> None:
    part = f"<article class='{name}'><h2>The bakery</h2>{paragraphs(NEXT[0])}</article>"
    assert NEXT[0] in kept(page(below=part))


PROSE = paragraphs(*NEXT)


@pytest.mark.parametrize(
    ("opening", "more"),
    [
        ("<section class='story a'>", "<section class='story b'><h1>Bakery closes</h1><p>3 May 2026</p>{}</section>"),
        ("<section class='post'>", "<section class='post'><h1>Bakery closes</h1><p>By Maja Tarn</p>{}</section>"),
        ("<section class='post'>", "<section class='post'><h1>Bäckerei schließt</h1><p>3. März 2026</p>{}</section>"),
        ("<section class='post'>", "<section class='post'><h1>老面包店关门</h1><p>2026年3月3日</p>{}</section>"),
        ("<news-story>", "<news-story><h1>Bakery closes</h1><p>3 March 2026</p>{}</news-story>"),
        ("<div itemtype='https://schema.org/NewsArticle'>",
         "<div itemtype='https://schema.org/NewsArticle'><h1>Bakery closes</h1><time>3 March</time>{}</div>"),
        ("<div>", "<h1>Bakery closes</h1><p>3 March 2026</p>{}</div>"),
        ("<div>", "<h1><a href='/news/bakery'>Bakery closes</a></h1>{}</div>"),
        ("<div>", "<article><h2><a href='/news/bakery'>Bakery closes</a></h2><time>3 March</time>{}</article></div>"),
    ],
)  # fmt: skip
def test_another_story_goes_if_it_is_signed_or_has_an_address(opening: str, more: str) -> None:
    first = f"{opening}<h1>{TITLE}</h1><p>2 March 2026</p>{paragraphs(*STORY)}"
    end = "" if opening == "<div>" else f"</{opening[1:].split()[0].rstrip('>')}>"
    html = f"<html><body><main>{first}{end}{more.format(PROSE)}</main></body></html>"
    assert [text for text in kept(html) if text in STORY + NEXT] == list(STORY)
    assert grouped(html).flags == ["several_stories"]


@pytest.mark.parametrize("language", sorted(NEXT_BY_LANGUAGE))
def test_a_short_story_goes_below_a_second_headline_with_a_date(language: str) -> None:
    title, text, *_ = NEXT_BY_LANGUAGE[language]
    first = f"<h1>{TITLE}</h1><p>2.3.2026</p>{paragraphs(*STORY)}"
    html = f"<html><body><main>{first}<h1>{title}</h1><p>3.3.2026</p>{paragraphs(text, text)}</main></body></html>"
    assert [one for one in kept(html) if one in (*STORY, text)] == list(STORY)


@pytest.mark.parametrize(
    "more",
    [
        f"<h1>What happens to the tower</h1>{PROSE}",
        f"<h2>What happens to the tower</h2><p>3 March 2026</p>{PROSE}",
        f"<h2><a href='/news/tower'>What happens to the tower</a></h2>{PROSE}",
        f"<h1><a href='#tower'>What happens to the tower</a></h1>{PROSE}",
        f"<h1><a id='tower'></a><a href='#tower'>What happens to the tower</a></h1>{PROSE}",
        "".join(
            f"<article><h2><a href='/live/{n}'>Entry</a></h2><time>9:1{n}</time>{PROSE}</article>" for n in range(3)
        ),
        f"<section><h2><a href='https://tower.example/'>The tower</a></h2>{PROSE}</section>",
    ],
)
def test_chapters_entries_and_list_items_stay(more: str) -> None:
    html = f"<html><body><main><h1>{TITLE}</h1><p>2 March 2026</p>{paragraphs(*STORY)}{more}</main></body></html>"
    assert [text for text in (*STORY, *NEXT) if text not in kept(html)] == []
    assert grouped(html).flags == []


def test_entries_of_a_live_blog_stay() -> None:
    entries = "".join(
        f"<article><time>09:1{n}</time><h2>Update {n}</h2><p>{text}</p></article>" for n, text in enumerate(NEXT)
    )
    assert [text for text in NEXT if text not in kept(page(inside=entries))] == []
    assert [text for text in NEXT if text not in kept(page(below=entries))] == []


def test_a_digest_without_a_story_of_its_title_stays() -> None:
    stories = "".join(
        f"<article><h2>{title}</h2><time>3 March</time>{paragraphs(*texts)}</article>"
        for title, texts in (("Keeper retires", STORY), ("Bakery closes", NEXT))
    )
    html = f"<html><body><h1>{TITLE}</h1>{stories}</body></html>"
    assert [text for text in (*STORY, *NEXT) if text not in kept(html)] == []


def test_the_headline_is_found_though_an_h1_names_the_site() -> None:
    html = page(
        below=f"<article><h2><a href='/n/2'>Bakery closes after ninety years</a></h2>{paragraphs(*STORY)}</article>"
    )
    html = html.replace("h1>", "h2>").replace("<main>", "<h1>Kustposten</h1><main>")
    assert [text for text in kept(html) if text != "Kustposten"] == list(STORY)


def test_a_story_with_an_address_of_its_own_inside_the_container_of_the_first_goes() -> None:
    loaded = f"<div class='loaded' data-url='/news/bakery'><h1>Bakery closes</h1>{paragraphs(*NEXT)}</div>"
    assert kept(page(inside=paragraphs(*STORY) + loaded)) == [*STORY, *STORY]
    part = f"<div class='part' data-url='/news/lighthouse'><h2>The family</h2>{paragraphs(*NEXT)}</div>"
    assert kept(page(inside=paragraphs(*STORY) + part)) == [*STORY, *STORY, "The family", *NEXT]


def test_a_short_article_with_a_linked_headline_below_the_story_goes() -> None:
    teaser = f"<article class='node'><h2><a href='/news/bakery'>Bakery closes</a></h2>{paragraphs(NEXT[0])}</article>"
    assert kept(page(inside=teaser)) == [*STORY]
    part = f"<article class='node'><h2>The bakery</h2>{paragraphs(NEXT[0])}</article>"
    assert kept(page(inside=part)) == [*STORY, "The bakery", NEXT[0]]


@pytest.mark.parametrize(
    "more",
    [
        "<div class='next'><h2><a href='/news/bakery'>Bakery closes</a></h2><span>3.3.2026</span>{}</div>",
        "<article><header><h2>Bakery closes</h2><time>3.3.2026</time></header>{}</article>",
        "<article><h2>Bakery closes</h2><span>3.3.2026</span>{}</article>",
        "<div data-url='/news/bakery'><h1>Bakery closes</h1>{}</div>",
        "<section itemtype='https://schema.org/NewsArticle'><h2><a href='/n/2'>Bakery closes</a></h2>{}</section>",
    ],
)
def test_a_short_story_in_the_text_goes_by_its_address_or_date(more: str) -> None:
    html = page(story=STORY * 2, inside=more.format(paragraphs(NEXT[0])))
    assert kept(html) == list(STORY * 2)


@pytest.mark.parametrize("sign", ["data-href='/news/bakery'", "data-url='/news/bakery'"])
def test_the_next_story_in_an_element_like_that_of_the_first_may_have_a_smaller_heading(sign: str) -> None:
    first = f"<div class='material'><h1>{TITLE}</h1>{paragraphs(*STORY)}</div>"
    second = f"<div class='material' {{}}><h2>Bakery closes after ninety years</h2>{paragraphs(*NEXT)}</div>"
    assert kept(f"<main>{first}{second.format(sign)}</main>") == list(STORY)
    assert len(kept(f"<main>{first}{second.format('')}</main>")) == len(STORY) + len(NEXT) + 1
    short = f"<div class='material' {sign}><h2>Bakery closes after ninety years</h2>{paragraphs(NEXT[0])}</div>"
    assert kept(f"<main>{first}{short}</main>") == list(STORY)
