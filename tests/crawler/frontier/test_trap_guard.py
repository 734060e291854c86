from dataclasses import replace

from crawler.frontier.trap_guard import GONE_FACTOR, GROWTH, LEFT_TRIAL, TrapGuard
from crawler.sources.source import ArticleLink

LISTING = "https://example.org/"


def links(folder: str, count: int) -> list[ArticleLink]:
    return [ArticleLink(url=f"{LISTING}{folder}/{number}", found_by="front_page") for number in range(count)]


def test_a_kind_on_trial_is_held_back_until_it_gives_an_article() -> None:
    start = TrapGuard(trial=5)
    released = start.offer(links("news", 50), LISTING)
    assert len(released) == 5
    assert start.waiting == 45
    assert len(start.note_article(released[0])) == 5  # the one that was useful, and four more
    assert start.waiting == 40


def test_a_kind_with_articles_only_is_fetched_to_its_end() -> None:
    start = TrapGuard(trial=5)
    released = start.offer(links("news", 500), LISTING)
    for link in released:
        released += start.note_article(link)
    assert len(released) == 500
    assert start.waiting == 0


def test_kinds_that_give_nothing_leave_the_others_their_trial() -> None:
    start = TrapGuard(trial=5)
    traps = [link for number in range(20) for link in links("trap" + "x" * number, 30)]
    released = start.offer([*traps, *links("news", 10)], LISTING)
    assert len(released) == 10  # of the wider kind, that all of them belong to
    assert len(start.offer(links("stories", 5), "https://example.org/rss.xml")) == 5


def test_the_first_of_each_kind_comes_before_the_second_of_any() -> None:
    start = TrapGuard(trial=5)
    released = start.offer([*links("trap", 30), *links("news", 3)], LISTING)
    assert {link.url.split("/")[3] for link in released[:2]} == {"trap", "news"}


def test_the_trial_of_a_page_is_its_first_links_and_others_from_all_over_it() -> None:
    start = TrapGuard(trial=6)
    numbers = [int(link.url.rpartition("/")[2]) for link in start.offer(links("news", 63), LISTING)]
    assert numbers == [0, 1, 2, 3, 32, 62]


def test_the_trial_of_a_listing_with_dates_is_its_newest_links() -> None:
    start = TrapGuard(trial=5)
    dated = [replace(link, date="2026-11-24") for link in links("news", 50)]
    assert start.offer(dated, LISTING) == dated[:5]


def test_the_neighbours_of_a_useful_link_come_before_the_others() -> None:
    start = TrapGuard(trial=6)
    released = start.offer(links("news", 63), LISTING)  # 0, 1, 2, 3, 32 and 62
    first = [int(link.url.rpartition("/")[2]) for link in start.note_article(released[4])]
    last = [int(link.url.rpartition("/")[2]) for link in start.note_article(released[5])]
    assert first == [33, 34, 35, 36, 37]
    assert last == [61, 60, 59, 58, 57]


def test_links_that_are_gone_do_not_use_up_the_trial_of_their_kind() -> None:
    start = TrapGuard(trial=5)
    released = start.offer(links("news", 20), LISTING)
    for link in released:
        released += start.note_gone(link)
    assert len(released) == 20


def test_links_that_are_gone_are_bounded() -> None:
    start = TrapGuard(trial=5)
    released = start.offer(links("news", 500), LISTING)
    for link in released:
        released += start.note_gone(link)
    assert len(released) == 5 + 5 * GONE_FACTOR


def test_a_few_articles_among_many_dead_links_are_all_found() -> None:
    guard = TrapGuard(trial=20)
    everything = links("story", 312)
    good = set(everything[7::26])
    released = guard.offer(everything, LISTING)
    for link in released:
        released += guard.note_article(link) if link in good else guard.note_gone(link)
    assert good <= set(released)


def test_few_links_of_a_page_that_is_tried_as_a_list_are_released() -> None:
    start = TrapGuard(trial=20)
    released = start.offer(links("library", 50), LISTING, is_tried=True)
    assert len(released) == 4
    assert len(start.note_article(released[0])) == 5


def test_links_of_tried_pages_are_useless_until_one_of_their_shape_gives_an_article() -> None:
    start = TrapGuard(trial=10)
    start.offer(links("news", 50), LISTING)
    released = start.offer(links("library", 50), LISTING, is_tried=True)
    assert {link.url for link in start.useless} == {link.url for link in links("library", 50)} - {
        link.url for link in released
    }
    start.note_article(released[0])
    assert start.useless == []


def test_a_kind_without_articles_in_earlier_runs_gets_a_short_trial_that_an_article_ends() -> None:
    start = TrapGuard(trial=10)
    start.remember([*links("trap", 50), *links("news", 50)], links("news", 1))
    released = start.offer([*links("trap", 80)[50:], *links("news", 80)[50:]], LISTING)
    assert [link.url.split("/")[3] for link in released].count("trap") == LEFT_TRIAL
    assert [link.url.split("/")[3] for link in released].count("news") == 10
    more = start.note_article(next(link for link in released if "trap" in link.url))
    assert len([link for link in more if "trap" in link.url]) == GROWTH + 1
