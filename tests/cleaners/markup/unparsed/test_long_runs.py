import pytest

from cleaners.markup.unparsed.long_runs import KEPT_COPIES, shorten_long_runs

MANY = 3 * KEPT_COPIES
STORY = "<article><h1>The pier is open</h1><p>The pier reopened on Monday after eleven months of work.</p></article>"


def shortened(filler: str) -> str:
    return shorten_long_runs(f"<div>{filler}{STORY}</div>")


@pytest.mark.parametrize("unit", ["<hr>", "<i></i>", "<div class=a>\n</div> ", "<span><b></b></span>", "<img src=a>"])
def test_a_long_run_of_markup_without_text_is_all_but_removed(unit: str) -> None:
    markup = shortened(unit * MANY)
    assert len(markup) < len(STORY) + 10 * len(unit)
    assert STORY in markup


@pytest.mark.parametrize(
    "unit",
    [
        '<a href="/{n}">Boat {n}</a> ',
        "<li><a href=/{n}>Boat {n}</a></li>",
        "<tr><td>{n}</td><td>Boat</td><td>Net</td></tr>",
        "<h3><a href=/{n}>Boat {n} is home</a></h3><p>More of it</p>",
        "<p>Boat {n}",
    ],
)
def test_a_long_run_of_short_elements_keeps_some_of_them_whole(unit: str) -> None:
    markup = shortened("".join(unit.format(n=n) for n in range(MANY)))
    kept = "".join(unit.format(n=n) for n in range(KEPT_COPIES))
    assert kept in markup
    assert unit.format(n=KEPT_COPIES + 2) not in markup
    assert markup.endswith(f"{STORY}</div>")


@pytest.mark.parametrize("unit", ["<p></p>", "<td>1</td>", '<li><a href="/">A boat came home</a></li>'])
def test_a_run_of_usual_length_is_not_changed(unit: str) -> None:
    markup = f"<div>{unit * 1_500}{STORY}</div>"
    assert shorten_long_runs(markup) == markup


def test_paragraphs_are_never_removed() -> None:
    paragraphs = "".join(f"<p>{'The harbour town counted its boats again ' * 3}in year {n}.</p>" for n in range(MANY))
    assert shorten_long_runs(paragraphs) == paragraphs


def test_a_run_does_not_reach_across_the_end_of_a_comment() -> None:
    markup = shortened(f"<!-- {'<i></i>' * MANY} -->{'<i></i>' * MANY}")
    assert markup.count("-->") == 1
    assert len(markup) < len(STORY) + 100


def test_tags_around_a_run_stay_balanced() -> None:
    markup = shorten_long_runs("<ul>" + "<li><a href=/>x</a></li>" * MANY + "</ul>")
    assert markup.count("<a ") == markup.count("</a>")
    assert markup.count("<li>") == markup.count("</li>")
