"""Lines that lead the reader to the site's channel on another platform."""

import pytest

from cleaners.groups.lines.channels import find_channel_lines
from cleaners.groups.spans import spans
from tests.cleaners.groups.pages import STORY, kept, page, paragraphs, parsed

SHARING = ("www.facebook.com/sharer.php", "t.me/share/url", "social-plugins.line.me/lineit/share", "vk.com/share.php")


@pytest.mark.parametrize(
    "line",
    [
        "<li>✅ <a href='https://whatsapp.com/channel/0029Va4'>Clique aqui para seguir o canal do jornal</a></li>",
        "<p>Ikuti kami di <a href='https://news.google.com/publications/CAAq'>berita</a> setiap hari</p>",
        "<p>გამოგვყევით <a href='https://chat.whatsapp.com/AbC'>ჯგუფში</a></p>",
        "<p>Баннер: <a href='https://t.me/harbour_news'>наш Телеграм</a></p>",
        "<p><a href='https://www.facebook.com/harbour.news/'>Prati nas i na Fejsbuku</a></p>",
        "<p><a href='https://www.youtube.com/@harbour'>شاهد المزيد</a></p>",
    ],
)
def test_a_line_with_a_link_to_a_channel_goes_whatever_its_words(line: str) -> None:
    assert kept(page(inside=line + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    "line",
    [
        "The governor wrote in his <a href='https://t.me/governor'>channel</a> that the bridge would open soon.",
        "<a href='https://t.me/governor/1234'>The post of the governor about the new bridge</a> was read widely.",
        "The keeper shows his lamps on <a href='https://www.instagram.com/keeper'>a page of pictures</a> for years.",
    ],
)
def test_a_report_about_an_account_or_a_post_stays(line: str) -> None:
    assert len(kept(page(inside=f"<p>{line}</p>{paragraphs(STORY[0])}"))) == len(STORY) + 2


def test_a_line_at_the_end_that_names_an_account_without_a_sentence_goes() -> None:
    line = "<p>Следете нè и на <a href='https://www.facebook.com/harbour.news'>Фејсбук</a></p>"
    assert kept(page(inside=line)) == list(STORY)
    assert len(kept(page(inside=line + paragraphs(STORY[0])))) == len(STORY) + 2


@pytest.mark.parametrize("label", ["Share", "Teilen", "Поделиться", "แชร์", "分享"])
def test_the_label_of_links_to_share_the_page_goes(label: str) -> None:
    links = "".join(f"<a href='https://{address}?u=x'><i></i></a>" for address in SHARING)
    assert kept(page(inside=f"<div><span>{label}</span>{links}</div>{paragraphs(*STORY)}")) == [*STORY, *STORY]
    assert label in kept(page(inside=f"<div><span>{label}</span><a href='https://t.me/s'><i></i></a></div>"))


def test_a_last_sentence_with_an_account_goes_if_the_models_are_not_sure_of_it() -> None:
    document = parsed(page(inside="<p>Бізге <a href='https://t.me/harbour_news'>Telegram</a> арнамызда жазылыңыз!</p>"))
    assert list(find_channel_lines(spans(document.blocks))) == [document.blocks[-1]]
    document.blocks[-1].signals.body = 0.95
    assert list(find_channel_lines(spans(document.blocks))) == []
