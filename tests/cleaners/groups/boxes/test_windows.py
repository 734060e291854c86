import pytest

from tests.cleaners.groups.pages import STORIES, STORY, TITLE, kept, page, paragraphs

RULES = {
    "en": ("Rules for comments", "Readers who insult other readers will lose their account without a warning."),
    "ru": (
        "Правила комментирования",
        "Комментарий удаляется, если он содержит оскорбления или ссылки на другие сайты.",
    ),
    "el": ("Κανόνες σχολίων", "Τα σχόλια που περιέχουν ύβρεις ή συνδέσμους σβήνονται χωρίς προειδοποίηση από εμάς."),
    "zh": ("评论规则", "含有侮辱或广告内容的评论将被删除，情节严重的账号会被永久关闭。"),
}
WINDOWS = ["class='modal-window'", "class='c-popup'", "role='dialog'", "aria-modal='true'", "id='dialog'"]


@pytest.mark.parametrize("language", RULES)
@pytest.mark.parametrize("name", WINDOWS)
def test_a_window_goes_as_a_whole(language: str, name: str) -> None:
    heading, text = RULES[language]
    window = f"<div {name}><h4>{heading}</h4><p>{text}</p><ul><li>{text}</li></ul></div>"
    assert kept(page(below=window, story=STORIES[language])) == list(STORIES[language])


@pytest.mark.parametrize("name", WINDOWS)
def test_a_story_in_a_window_stays(name: str) -> None:
    html = f"<html><body>{paragraphs(*STORY)}<div {name}><h1>{TITLE}</h1>{paragraphs(*STORY)}</div></body></html>"
    assert kept(html)[-len(STORY) :] == list(STORY)


@pytest.mark.parametrize("name", ["class='modality'", "class='dialogue'", "role='group'", "class='popular'"])
def test_parts_that_are_not_windows_stay(name: str) -> None:
    assert kept(page(inside=f"<div {name}>{paragraphs(STORY[0])}</div>")) == [*STORY, STORY[0]]


@pytest.mark.parametrize("name", ["class='popup auth'", "role='dialog'", "class='login-modal'"])
def test_a_window_above_the_story_goes(name: str) -> None:
    window = f"<div {name}><p>If you are a visitor, a free account lets you follow the boats and write to us.</p></div>"
    html = page().replace("<main>", f"<main>{window}")
    assert kept(html) == list(STORY)


def test_a_window_above_that_holds_the_story_stays() -> None:
    html = f"<html><body><div class='modal'>{paragraphs(*STORY)}</div><p>{STORY[0]}</p></body></html>"
    assert len(kept(html)) == len(STORY) + 1


def test_a_dialog_element_goes() -> None:
    dialog = "<dialog><p>Sign in to keep this story for later, and read it on all your screens.</p></dialog>"
    assert kept(page(inside=dialog + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


def test_a_message_above_the_text_goes_and_one_inside_stays() -> None:
    alert = "<div role='alert'><p>Breaking: the bridge over the Ilma is closed until Monday.</p></div>"
    assert kept(page(story=(), inside=alert + paragraphs(*STORY))) == [*STORY]
    assert len(kept(page(inside=alert + paragraphs(STORY[0])))) == len(STORY) + 2
