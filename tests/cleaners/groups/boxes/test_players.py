import pytest

from tests.cleaners.groups.pages import STORY, kept, page, paragraphs

TITLES = ["The harbour from above at dawn", "Der Hafen von oben", "Гавань с высоты", "Το λιμάνι από ψηλά", "清晨的港口"]


def with_player(markup: str) -> list[str]:
    return kept(page(inside=markup + paragraphs(STORY[0])))[len(STORY) : -1]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("length", ["02:14", "1:02:14", "0:00 / 2:14"])
def test_the_title_and_length_of_a_player_go(title: str, length: str) -> None:
    player = "<div class='jw-player'><video src='/v.mp4'></video><h4>{}</h4><span>{}</span></div>"
    assert with_player(player.format(title, length)) == []
    assert with_player(f"<div><audio src='/a.mp3'></audio><div>{title}</div><div>{length}</div></div>") == []


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("name", ["video-box", "c-podcast", "audioTeaser"])
def test_the_title_and_length_in_a_box_that_is_named_for_them_go(title: str, name: str) -> None:
    assert with_player(f"<div class='{name}'><p>{title}</p><span>00:52</span></div>") == []
    assert with_player(f"<div class='{name}'><span>{title}</span><span>1:12</span></div>") == []
    assert with_player(f"<div class='{name}'><p>{title}</p></div>") == [title]
    assert with_player(f"<div class='box'><span>{title}</span> <span>1:12</span></div>")


@pytest.mark.parametrize(
    "markup",
    [
        "<div><video></video><p>The film shows the harbour at dawn.</p></div>",
        "<div><div><time>10:05</time></div><h3>The boat has left</h3><video></video></div>",
        "<div class='player-card'><div>Olle Brandt</div><div>Keeper</div></div>",
        "<h3>The film and its makers</h3><video></video>",
    ],
    ids=["sentence", "entry of a live blog", "card of a sportsman", "heading of a section"],
)
def test_texts_beside_a_player_that_are_not_its_title_stay(markup: str) -> None:
    assert with_player(markup)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    "form",
    [
        "<p class='video-heading'>{}</p>",
        "<div class='vjs-wrapper embed'><h2>{}</h2></div>",
        "<div class='JWPlayer'><span>{}</span></div>",
    ],
)
def test_the_title_in_a_part_that_is_named_for_a_player_goes_without_a_length(title: str, form: str) -> None:
    assert with_player(f"<figure>{form.format(title)}</figure>") == []


@pytest.mark.parametrize(
    "title", ["Is the harbour safe at dawn?", "Ist der Hafen sicher?", "Безопасна ли гавань?", "港口安全吗？"]
)
def test_the_title_of_a_player_may_be_a_question(title: str) -> None:
    assert with_player(f"<div class='vjs-wrapper embed'><h2>{title}</h2></div>") == []
    assert with_player(f"<div class='vjs-wrapper embed'><p>{title}</p></div>") == [title]


@pytest.mark.parametrize(
    "markup",
    [
        "<h3 id='h-video-title'>The film and its makers</h3>",
        "<h3 class='video-title'>The film and its makers</h3><p>The film shows the harbour at dawn.</p>",
        "<div class='media'><h4 class='media-heading'>A quiet harbour</h4></div>",
        "<div class='video-heading'><p>The film shows the harbour at dawn.</p></div>",
    ],
    ids=["id", "heading of a section", "media object", "sentence"],
)
def test_headings_that_are_not_titles_of_players_stay(markup: str) -> None:
    assert with_player(markup)


def test_a_player_with_a_length_goes_below_a_short_first_paragraph() -> None:
    first = "The mill at Elmford has ground its first flour in more than forty years, to the joy of the village."
    player = "<div><video src='/v.mp4'></video><p>The mill from within</p><p>{}</p></div>"
    story = [first, *STORY]
    assert kept(page(story=[first], inside=player.format("02:14") + paragraphs(*STORY))) == story
    card = "<div><p>The mill from within</p><p>Part two</p></div>"
    assert len(kept(page(story=[first], inside=card + paragraphs(*STORY)))) == len(story) + 2


def test_a_player_with_a_custom_tag_goes_even_above_the_text() -> None:
    player = "<audio-player><p slot='title'>Lyssna på artikeln</p><span slot='time'>3:41</span></audio-player>"
    assert kept(page(story=(), inside=player + paragraphs(*STORY))) == [*STORY]


@pytest.mark.parametrize(
    "line", ["▶ Lever de soleil sur le vieux quai", "🔊 Artikel anhören (4 Min.)", "🎧 La hora del valle"]
)
def test_a_line_goes_that_begins_with_the_sign_of_a_player(line: str) -> None:
    assert with_player(f"<div class='x'>{line}</div>") == []
    assert with_player(f"<p>{line}: the film shows the harbour.</p>")


def test_a_length_in_minutes_counts_in_an_element_of_its_own() -> None:
    assert with_player("<x-audio><span>Listen to this article</span><span>4 min</span></x-audio>") == []
    assert with_player("<div class='audio'><p>Ascolta l'articolo</p><span>12 min.</span></div>") == []


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("position", ["0:47 / 3:05", "00:00/1:02:14"])
def test_the_title_beside_a_position_goes_without_a_player_in_the_markup(title: str, position: str) -> None:
    assert with_player(f"<div><span>▶</span><p>{title}</p><p>{position}</p></div>") == []


@pytest.mark.parametrize(
    "title",
    [
        "Video: The harbour at dawn",
        "En vidéo, le port à l’aube",
        "VIDEO | Der Hafen",
        "Видео: Гавань",
        "视频：清晨的港口",
    ],
)
@pytest.mark.parametrize(
    "player",
    [
        "<video></video>",
        "<div><iframe src='https://films.example/1'></iframe></div>",
        "<p></p><div class='c-player'></div>",
    ],
)
def test_a_title_with_a_label_goes_above_its_player(title: str, player: str) -> None:
    assert with_player(f"<p><strong>{title}</strong></p>{player}") == []
    assert with_player(f"<div><h3>{title}</h3></div>{player}") == []
    assert with_player(f"<h3>{title}</h3>") == [title]


@pytest.mark.parametrize(
    "markup",
    [
        "<h3>Video cameras for the harbour</h3><video></video>",
        "<p>Video: The film shows the harbour at dawn.</p><video></video>",
        "<h3>Video: How it works</h3><p>The lamps have a camera each and send one picture a minute.</p><video></video>",
        "<li>Video: The harbour</li><video></video>",
    ],
    ids=["heading", "sentence", "heading of a section", "item"],
)
def test_lines_about_videos_stay(markup: str) -> None:
    assert with_player(markup)


@pytest.mark.parametrize(
    "lines", [("월요일 오전 8시~오후 4시", "주말 오전 9시~매진 시"), ("Gull Rock, 9.30", "Seal Bay, 10.15")]
)
def test_lines_of_a_list_may_begin_with_the_sign_of_a_player(lines: tuple[str, str]) -> None:
    assert with_player("".join(f"<p>▶ {line}</p>" for line in lines)) == [f"▶ {line}" for line in lines]
    assert with_player(f"<p>▶ {lines[0]}</p>") == []
