"""What stands beside names in bylines is not a person: buttons, agencies, dates, roles and readers' comments."""

import pytest

from tests.cleaners.metadata.pages import author_names, meta, read

H1 = "<h1>The bridge opens</h1>"


@pytest.mark.parametrize(
    "button",
    ["Follow", "See All", "Mehr Anzeigen", "Alle Artikel", "Voir Tout", "Tous Les Articles", "Ver Todos", "Vedi Tutti",
     "Meer Lezen", "Zobacz Więcej", "Sledovat Autora", "Tümünü Gör", "Lihat Semua", "Все Материалы", "Δείτε Όλα"],
)  # fmt: skip
def test_a_button_is_not_a_person(button: str) -> None:
    page = f"{H1}<div class='byline'><span>Ada Berg</span><a href='/x'>{button}</a></div>"
    assert author_names(read(body=page)) == ["Ada Berg"]


@pytest.mark.parametrize("name", ["Ada Verdi", "Alle Meije Wink", "Sean Moreno", "Tutti Lind", "Folke Berg"])
def test_a_name_that_begins_like_a_button_stays(name: str) -> None:
    expected = [] if name.split()[0] in ("Alle", "Tutti") else [name]  # whole words of buttons cannot be told apart
    assert author_names(read(body=f"{H1}<p class='byline'>By {name}</p>")) == expected


@pytest.mark.parametrize(
    "byline",
    ["Ada Berg/dpa", "Par Ada Berg avec AFP", "Von Ada Berg mit dpa", "3 March 2026 · Ada Berg", "5 min | Ada Berg",
     "By Ada Berg on behalf of the Bridge Team", "This story was written by Ada Berg, Head of Food and Wine Writing"],
)  # fmt: skip
def test_only_the_person_of_a_byline_is_an_author(byline: str) -> None:
    assert author_names(read(body=f"{H1}<p class='byline'>{byline}</p>")) == ["Ada Berg"]


def test_initials_with_a_slash_stay_whole() -> None:
    assert author_names(read(meta(author="ab/lind; kesm"))) == ["ab/lind", "kesm"]


def test_the_byline_of_a_card_for_twitter_is_read_by_its_label() -> None:
    card = {"twitter:label1": "Écrit par", "twitter:data1": "Ada Berg", "twitter:label2": "Est. reading time"}
    head = "".join(f"<meta name='{name}' content='{value}'>" for name, value in card.items())
    assert author_names(read(head)) == ["Ada Berg"]
    assert author_names(read(head.replace("Écrit par", "Price"))) == []
    assert author_names(read(meta(author="Bo Lind") + head)) == ["Bo Lind"]


@pytest.mark.parametrize(
    "line",
    ["<p>Written by Ada Berg</p>", "<h3>Article by</h3><div>Ada Berg</div>", "<p>Verfasst von <b>Ada Berg</b></p>",
     "<p>Escrito por <a href='/x'>Ada Berg</a></p>", "<span>Автор: </span><span>Ada Berg</span>"],
)  # fmt: skip
def test_a_clear_label_is_believed_at_the_end_of_the_page(line: str) -> None:
    page = H1 + 80 * "<p>The bridge over the river is open again.</p>"
    assert author_names(read(body=page + line)) == ["Ada Berg"]
    assert author_names(read(body=f"{page}<aside>{line}</aside>")) == []


def test_a_first_name_is_an_author_if_the_address_of_its_page_repeats_it() -> None:
    assert author_names(read(body=f"{H1}<p>by <a href='/author/amanda/'>Amanda</a></p>")) == ["Amanda"]
    assert author_names(read(body=f"{H1}<p><a href='/author/amanda/'>Profile</a></p>")) == []


def test_a_reader_who_comments_is_not_an_author() -> None:
    person = "<span itemprop='author' itemscope itemtype='https://schema.org/Person'><b itemprop='name'>{}</b></span>"
    comment = f"<ol class='comment-list'><li>{person.format('Sea Dog')}</li></ol>"
    article = f"<div itemscope itemtype='https://schema.org/Article'>{H1}{person.format('Ada Berg')}{comment}</div>"
    assert author_names(read(body=article)) == ["Ada Berg"]
