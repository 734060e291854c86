from tests.cleaners.groups.pages import STORIES, STORY, TITLE, kept, paragraphs

TEASER = "The bakery on Mill Lane closes after ninety years, and nobody wants to take over the oven."


def column(*texts: str) -> str:
    return f"<div id='left'><h2>Our programme</h2>{paragraphs(*texts)}</div>"


def page(above: str, story: tuple[str, ...] = STORY) -> str:
    return f"<html><body>{above}<div id='middle'><h1>{TITLE}</h1>{paragraphs(*story)}</div></body></html>"


def test_a_column_above_the_story_goes() -> None:
    assert kept(page(column(TEASER, TEASER))) == list(STORY)
    assert kept(page(column(STORIES["ru"][0]), STORIES["el"] * 2)) == list(STORIES["el"] * 2)


def test_a_line_above_the_headline_stays_in_its_story() -> None:
    html = f"<html><body><div><p>{TEASER}</p><h1>{TITLE}</h1>{paragraphs(*STORY)}</div></body></html>"
    assert kept(html) == [TEASER, *STORY]


def test_a_text_above_a_shorter_story_stays() -> None:
    assert len(kept(page(column(*STORY * 3)))) == 4 * len(STORY) + 1
