from crawler.frontier.source_run import SourceRun
from crawler.reports.source_outcome import SourceOutcome
from crawler.sources.source import Source

COMMON = [
    f"The council met in room {number} and spoke of the harbour for longer than it meant to." for number in range(3)
]


def run() -> SourceRun:
    source = Source(id="paper", name="Paper", home="https://example.org/")
    return SourceRun(source, SourceOutcome("paper", due=True), articles_left=10, listings_left=10)


def record(title: str, *paragraphs: str) -> dict:
    return {"title": title, "blocks": [{"text": text} for text in paragraphs]}


def test_an_article_of_other_paragraphs_is_new_under_the_same_title() -> None:
    one = run()
    assert one.has_new_text(record("The week", *COMMON))
    assert one.has_new_text(record("The week", *(text.upper() for text in COMMON)))


def test_the_same_text_with_a_counter_is_not_new_under_any_title() -> None:
    one = run()
    one.has_new_text(record("The story", *COMMON, "You are reader 1"))
    assert not one.has_new_text(record("The story", *COMMON, "You are reader 2"))
    assert not one.has_new_text(record("The story on 3 May", *COMMON, "You are reader 3"))


def test_another_story_of_the_same_form_is_new_by_its_title_and_one_paragraph() -> None:
    one = run()
    one.has_new_text(record("Story 1", "What the first story has of its own is no more than this one line.", *COMMON))
    own = "What the second story has of its own is no more than this one line."
    assert one.has_new_text(record("Story 2", own, *COMMON))
    assert not one.has_new_text(record("Story 2", own + " Again.", *COMMON))


def test_on_a_page_that_is_tried_as_a_list_an_article_needs_a_date_if_the_others_have_one() -> None:
    one = run()
    one.sections.tried.add("https://example.org/library")
    one.listing_of["https://example.org/library/1"] = "https://example.org/library"
    undated = {"date_published": None}
    assert one.is_proof(record("A made-up text", COMMON[0]) | undated, "https://example.org/library/1")
    assert one.is_proof(
        record("The bridge", COMMON[1]) | {"date_published": "2026-11-24"}, "https://example.org/bridge"
    )
    assert not one.is_proof(record("Another one", COMMON[2]) | undated, "https://example.org/library/1")
    assert one.is_proof(record("The school", "It opens.") | undated, "https://example.org/school")


def links_of(number: int) -> list[str]:
    return [f"https://example.org/2026/03/{number}/{other}-is-in-the-news" for other in range(5)]


def test_related_links_that_never_lead_back_to_a_known_article_are_a_maze() -> None:
    one = run()
    url = "https://example.org/2026/03/0/0-is-in-the-news"
    one.related.add(url)
    for number in range(1, 3):
        one.note_connections(url, links_of(number))
    one.note_connections("https://example.org/front", links_of(3))  # not reached by a related link
    one.note_connections(url, links_of(3)[:4])  # few links may all be new
    assert not one.is_in_maze
    one.note_connections(url, links_of(3))
    assert one.is_in_maze


def test_articles_that_link_to_known_ones_are_not_a_maze() -> None:
    one = run()
    url = "https://example.org/2026/03/0/0-is-in-the-news"
    one.related.add(url)
    for number in range(9):
        one.note_connections(url, [*links_of(number), url])
    assert not one.is_in_maze
