from crawler.frontier.listings import ListingRef
from crawler.frontier.sections import POSSIBLE_FACTOR, POSSIBLE_TRIAL, Sections
from crawler.sources.source import ArticleLink

SITE = "https://example.org/"


def refs(folder: str, count: int) -> list[ListingRef]:
    return [ListingRef(f"{SITE}{folder}/n{number}", "section") for number in range(count)]


def test_sections_beyond_the_first_wait_until_one_leads_to_an_article() -> None:
    sections = Sections(trial=2)
    named = refs("desk", 9)
    assert sections.take(named) == named[:2]
    assert sections.take() == []
    assert sections.note_productive(named[0].url)
    assert sections.take() == named[2:7]
    assert not sections.note_productive(named[0].url)
    assert sections.take() == []


def test_few_pages_are_tried_per_shape_and_in_all() -> None:
    sections = Sections()
    tried = [sections.take_possible(refs(f"kind-{'x' * number}", 5)) for number in range(12)]
    assert [len(taken) for taken in tried] == [POSSIBLE_TRIAL] * POSSIBLE_FACTOR + [0, 0]


def test_a_page_that_named_only_lists_was_as_useful_as_these() -> None:
    sections = Sections()
    index = f"{SITE}villages"
    sections.tried.add(index)
    taken = sections.take_possible(refs("village", 20), index)
    sections.tried.add(taken[0].url)
    sections.note_productive(taken[0].url)
    assert len(sections.take_possible()) == 5  # the one that was useful, and four more
    assert not sections.note_productive(index)


def test_pages_that_earlier_runs_tried_in_vain_count() -> None:
    sections = Sections()
    tried = [ref.url for ref in refs("village", 3)]
    sections.note_known(tried, tried)
    assert sections.take_possible(refs("village", 9)) == []


def links(*numbers: int) -> list[ArticleLink]:
    return [ArticleLink(url=f"{SITE}{number}", found_by="section") for number in numbers]


def test_a_page_whose_links_are_all_new_at_each_reading_is_not_productive() -> None:
    sections, (maze, hub, short) = Sections(), refs("desk", 3)
    sections.note_again(maze, links(1, 2, 3, 4, 5), links(1, 2, 3, 4, 5, 6))
    sections.note_again(hub, links(1, 2, 3, 4, 5), links(1, 2, 3, 4))
    sections.note_again(short, links(1, 2), links(1, 2))
    assert [sections.note_productive(ref.url) for ref in (maze, hub, short)] == [False, True, True]
