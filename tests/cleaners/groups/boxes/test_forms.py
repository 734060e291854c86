"""Boxes with a field for a mail address, a comment or a vote."""

import pytest

from cleaners.stages.html.groups import groups
from tests.cleaners.groups import pages
from tests.cleaners.groups.pages import STORY, paragraphs

FIELD = "<input type='email'><button>OK</button>"


@pytest.mark.parametrize(
    "box",
    [
        f"<div><h4>The Morning Tide</h4><p>Our free letter, every day before six.</p><form>{FIELD}</form></div>",
        f"<section><h3>Der Hafen am Morgen</h3><p>Was wichtig wird.</p><div>{FIELD}</div><p>Datenschutz</p></section>",
        "<form><p>La carta de la mañana, cada día.</p><input name='mail'></form>",
        "<div><div>毎朝、港のニュースをお届けします。</div><input type='text' placeholder='name@mail.example'></div>",
    ],
)
def test_a_box_with_a_field_for_a_mail_address_goes(box: str) -> None:
    assert pages.kept(pages.page(inside=box + paragraphs(*STORY))) == [*STORY, *STORY]


def test_a_form_around_the_story_leaves_it() -> None:
    assert pages.kept(pages.page(inside=f"<form>{paragraphs(*STORY * 3)}{FIELD}</form>")) == [*STORY, *STORY * 3]


def test_a_search_form_removes_no_text() -> None:
    box = "<div><p>The archive of the lighthouse has four hundred letters.</p><input type='text' name='q'></div>"
    assert pages.kept(pages.page(inside=box)) == [*STORY, "The archive of the lighthouse has four hundred letters."]


FORMS_FOR_COMMENTS = [
    "<div><h3>Your opinion</h3><p>We print your name but not your address.</p><form><textarea></textarea></form></div>",
    "<div><h3>Ihre Meinung</h3><form><p>Wir drucken Ihren Namen mit.</p><textarea></textarea></form></div>",
    "<section><form><p>Мы печатаем ваше имя, но не ваш адрес и не телефон.</p><textarea></textarea></form></section>",
]


@pytest.mark.parametrize("box", FORMS_FOR_COMMENTS)
def test_a_box_with_a_field_for_a_comment_goes(box: str) -> None:
    assert pages.kept(pages.page(inside=box)) == list(STORY)


def test_the_text_beside_a_field_for_code_stays() -> None:
    document = pages.parsed(
        pages.page(
            inside="<div><p>The logbook of the lamp as the keeper wrote it:</p><textarea>lamp on</textarea></div>"
        )
    )
    for block in document.blocks:
        block.signals.body = 0.97
    groups(document)
    assert any(block.text.startswith("The logbook") for block in document.kept())


POLLS = {
    "en": ("Your vote", "Should the bridge be replaced?", ("Yes", "No")),
    "tr": ("Anket", "Sizce köprü yenilenmeli mi?", ("Evet", "Hayır")),
    "ko": ("설문", "다리를 교체해야 할까요?", ("예", "아니요")),
    "uk": ("Опитування", "Чи треба замінити міст?", ("Так", "Ні")),
}
FIELD_FOR_VOTE = "<li><label><input type='radio' name='vote'> {}</label></li>"


@pytest.mark.parametrize("language", POLLS)
def test_a_question_with_answers_to_choose_from_goes(language: str) -> None:
    heading, question, answers = POLLS[language]
    fields = "".join(map(FIELD_FOR_VOTE.format, answers))
    box = f"<div><h4>{heading}</h4><p>{question}</p><form><ul>{fields}</ul><button>OK</button></form></div>"
    assert pages.kept(pages.page(inside=box + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    "box",
    [
        "<div><input type='radio' name='a'><p>Who pays?</p><p>The county.</p><input type='radio' name='a'></div>",
        "<div><input type='radio' name='a'><h3>Tides</h3><input type='radio' name='a'><p>Noon and midnight</p></div>",
    ],
    ids=["folded answers", "tabs"],
)
def test_tabs_and_folded_answers_with_such_fields_stay(box: str) -> None:
    assert len(pages.kept(pages.page(inside=box + paragraphs(STORY[0])))) == len(STORY) + 3


def test_the_name_of_a_topic_beside_its_switch_goes() -> None:
    switch = "<div><span>Lighthouses</span><button aria-pressed='false'>Follow</button></div>"
    assert pages.kept(pages.page(inside=switch + paragraphs(STORY[0]))) == [*STORY, STORY[0]]
    part = f"<div>{paragraphs(*STORY)}<button aria-pressed='false'>Save</button></div>"
    assert pages.kept(pages.page(inside=part))[: 2 * len(STORY)] == [*STORY] * 2


@pytest.mark.parametrize(
    "answers", ["<button>Ja</button><button>Nein</button>", "<a href='#'>Oui</a> <a href='#'>Non</a>"]
)
def test_a_question_about_a_summary_goes_with_its_buttons(answers: str) -> None:
    summary = "<ul><li>The tower becomes a museum.</li><li>Its lamp stays on.</li></ul>"
    box = f"<div>{summary}<p>Was this useful?</p><div>{answers.replace('</a> ', '</a></div><div>')}</div></div>"
    found = pages.kept(pages.page(inside=box + paragraphs(STORY[0])))
    assert found == [*STORY, "The tower becomes a museum.", "Its lamp stays on.", STORY[0]]
    assert "Was this useful?" in pages.kept(pages.page(inside=(box + paragraphs(STORY[0])) * 2))


def test_a_question_goes_with_its_buttons_and_the_line_below_them_in_a_box() -> None:
    question = "<p>Was this useful?</p><div><button>1</button><button>2</button></div><p>Your answer helps us.</p>"
    assert pages.kept(pages.page(inside=f"<div>{question}</div>{paragraphs(STORY[0])}")) == [*STORY, STORY[0]]
    assert "Your answer helps us." in pages.kept(pages.page(inside=question + paragraphs(STORY[0])))


@pytest.mark.parametrize("question", ["ตลาดควรเปิดกี่โมง", "図書館は何時に開くべきですか", "ਪੁਲ ਕਦੋਂ ਖੁੱਲ੍ਹੇ"])
@pytest.mark.parametrize("button", ["<button>→</button>", "<input type='submit'>"])
def test_a_form_with_answers_goes_in_languages_without_question_marks(question: str, button: str) -> None:
    answers = "".join(f"<label><input type='radio' name='a'>{answer}</label><br>" for answer in ("9", "10"))
    box = f"<form><p>{question}</p>{answers}{button}</form>"
    assert pages.kept(pages.page(inside=box + paragraphs(*STORY))) == [*STORY, *STORY]
