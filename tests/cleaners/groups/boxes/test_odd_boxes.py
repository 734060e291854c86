import re

import pytest

from cleaners.groups.boxes.odd_boxes import SURE_TEXT
from cleaners.stages.html.groups import groups
from tests.cleaners.groups.pages import STORY, kept, page, paragraphs, parsed
from tests.cleaners.rescue.stories import GERMAN

QUIZ = "<p>Vilket år?</p><ol><li>1958</li><li>1965</li></ol><a href='/quiz'>Svaret</a>"
FOLLOW = "<div><span>Ferries</span><button>+</button></div><div><span>Fog</span><button>+</button></div>"
VOTE = "<h4>Вы за ночной паром?</h4><ul><li>Да 61 %</li><li>Нет 39 %</li></ul><small>2 318 голосов</small>"
BOXES = {
    "card": "<div class='c'><span>Local</span><h4><a href='/n/2'>Two boats collide in the fog</a></h4></div>",
    "component": "<x-teaser href='/n/2'><h3>Zwei Boote stoßen im Nebel zusammen</h3><p>vor 2 Stunden</p></x-teaser>",
    "question": "<div><p>Avez-vous des informations ?</p><p><a href='mailto:a@b.example'>Nous écrire</a></p></div>",
    "link at the end": "<section><h4>Radio Puerto</h4><div>31 min <a href='/p/48'>Escuchar</a></div></section>",
    "video": "<figure><video src='/v.mp4'></video><div><h4>Zonsopgang boven de oude kade</h4></div></figure>",
    "embedded video": "<div><iframe src='https://v.example/8'></iframe><p>Alba sul vecchio molo</p></div>",
    "gauge": "<div><span>7 420 € sur 10 000 €</span><progress value='74' max='100'></progress></div>",
    "buttons": f"<div>{FOLLOW}</div>",
    "weather": "<x-weather><p>Wetter</p><p>Heute: Schauer, 9 °C</p><p>Do: Nebel, -1 °C</p></x-weather>",
    "markets": "<dl><dt>Norex</dt><dd>4,218.11</dd><dd>+0.42%</dd><dt>Oil</dt><dd>71.30</dd><dd>−1.08%</dd></dl>",
    "rates": "<div><div>Τιράνα 19°</div><div>$ 91.20</div><div>€ 98.75</div></div>",
    "vote": f"<div>{VOTE}</div>",
    "quiz": f"<aside>{QUIZ}</aside>",
}
AMOUNTS = "<label><input type='radio' name='a'>5 €</label><label><input type='radio' name='a'>10 €</label>"
BOXES |= {
    "fields": f"<div><h4>Donnez ce que vous pouvez</h4>{AMOUNTS}</div>",
    "gallery": "<div><img src='/g.jpg'><h4>De laatste nachttrein</h4><span>12 foto’s</span></div>",
    "signs to press": "<div><p>¿Le gustó?</p><span role='button'>★</span><span role='button'>★</span></div>",
    "section's name": "<section><h5><a href='/sport'>Risultati</a></h5><div>Tesso 2-1 Olmo</div></section>",
    "media component": "<x-video id='8'><p>En promenad längs banan</p></x-video>",
}
STAY = {
    "facts": "<div><h4>Der Turm</h4><ul><li>Höhe: 31 Meter</li><li>Gebaut: 1881</li></ul></div>",
    "terms": "<div><dl><dt>Hauteur</dt><dd>31 mètres</dd><dt>Construction</dt><dd>1881</dd></dl></div>",
    "timeline": "<div><div>1881</div><div>La torre se enciende</div><div>1969</div><div>Llega la luz</div></div>",
    "portrait": "<div><h4>Who is Olle Brandt?</h4><p>The keeper, 68, was born in the tower.</p></div>",
    "prices": "<div><p>Single</p><p>$ 15,750</p><p>Family</p><p>$ 31,500</p></div>",
    "shares without a question": "<div><p>The survey:</p><ul><li>For it 61%</li><li>Against 39%</li></ul></div>",
    "parts of a whole": "<div><p>Who comes?</p><ul><li>The young: 61%</li><li>The old: 19%</li></ul></div>",
    "announced list": "<div><p>What is open:</p><p>The tower</p><p><a href='/cafe'>The keeper's café</a></p></div>",
    "list with a button": "<div><p>Which streets are closed?</p><ul><li>Mill Lane</li></ul><button>More</button></div>",
    "link to a source": "<div><h4>The tower</h4><p>31 metres</p><p><a href='https://stats.example/'>Statistics</a></p></div>",
    "section": "<section><h3>What comes next</h3></section>",
    "folds": "<div><div><h4><button>Sea</button></h4><p>07:00</p></div><div><h4><button>Pier</button></h4></div></div>",
    "code": "<div><button>Copy</button><pre>lamp --on</pre></div>",
}


@pytest.mark.parametrize("name", BOXES)
def test_a_box_that_leads_away_plays_or_shows_changing_figures_goes(name: str) -> None:
    assert kept(page(inside=BOXES[name] + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Czy skorzystasz z promu?", ["Tak (64%)", "Nie (36,0%)"]),
        ("Feribota biner misiniz?", ["Evet %61", "Hayır %39"]),
        ("夜間フェリーを使いますか？", ["58％ はい", "42％ いいえ"]),
        ("هل تستخدم العبارة؟", ["نعم ٦١٪", "لا ٣٩٪"]),
    ],
)
def test_a_poll_of_readers_goes_unless_the_story_mentions_its_largest_share(question: str, answers: list[str]) -> None:
    box = f"<div><p>{question}</p>{paragraphs(*answers)}</div>"
    assert kept(page(inside=box + paragraphs(STORY[0]))) == [*STORY, STORY[0]]
    share = max(filter(str.isdigit, re.split(r"\W", answers[0])))
    survey = f"A survey by the county says that {share} per cent of the readers want the museum."
    assert question in kept(page(inside=box + paragraphs(survey)))


def test_several_boxes_of_different_kinds_go() -> None:
    story = [text for text in STORY for _ in BOXES]
    parts = [f"{paragraphs(text)}{box}" for text, box in zip(story, [*BOXES.values()] * len(STORY), strict=True)]
    found = kept(page(inside="".join(parts[: len(BOXES)]), story=STORY))
    assert found == [*STORY, *story[: len(BOXES)]]


@pytest.mark.parametrize("name", STAY)
def test_a_box_of_the_story_stays(name: str) -> None:
    assert len(kept(page(inside=STAY[name] + paragraphs(STORY[0])))) > len(STORY) + 1


def test_a_post_of_a_network_stays() -> None:
    post = (
        "<div><a href='https://t.me/tower'>The tower</a><p>Last night.</p><a href='https://t.me/tower/7'>7:40</a></div>"
    )
    document = parsed(page(inside=post + paragraphs(STORY[0])))
    for block, probability in zip(document.blocks[4:7], (0.1, 0.2, 0.1), strict=True):
        block.signals.body = probability
        if block.link_share:
            block.remove("main_content", "outside_body", "the model found it to be outside the body")
    groups(document)
    assert "Last night." in [block.text for block in document.kept()]


@pytest.mark.parametrize(("probability", "stays"), [(0.98, True), (0.9, False)])
def test_a_list_of_links_in_a_box_stays_if_a_line_of_the_story_announces_it(probability: float, stays: bool) -> None:
    box = "<p>These towers are open:</p><div><ul><li><a href='/t/1'>The old lamp</a></li></ul></div>"
    document = parsed(page(inside=box + paragraphs(STORY[0])))
    document.blocks[4].signals.body = probability
    groups(document)
    assert ("The old lamp" in [block.text for block in document.kept()]) is stays


def test_boxes_of_one_shape_stay() -> None:
    items = "".join(f"<div class='m'><h4><a href='/n/{n}'>A walk to tower {n}</a></h4><p>Easy</p></div>" for n in "12")
    assert kept(page(inside=items + paragraphs(STORY[0]))).count("Easy") == 2


@pytest.mark.parametrize(("probability", "stays"), [(0.8, False), (SURE_TEXT, True)])
def test_the_rest_of_a_box_goes_if_its_last_link_was_removed(probability: float, stays: bool) -> None:
    box = "<div><h4>Drei Monate</h4><p>Danach neun Euro im Monat.</p><a href='/abo'>Sichern</a></div>"
    document = parsed(page(inside=box + paragraphs(STORY[0])))
    for block in document.blocks[4:7]:
        block.signals.body = 0.1 if block.link_share else probability
        if block.link_share:
            block.remove("main_content", "outside_body", "the model found it to be outside the body")
    groups(document)
    assert ("Danach neun Euro im Monat." in [block.text for block in document.kept()]) is stays


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Portofrei bis Silvester: warme Socken, Decken und Mützen aus Filz.", False),
        ("Die Wirtin der Berghütte am Hohen Kamm rechnet mit einem Winter.", True),
    ],
)
def test_the_rest_of_a_foreign_box_goes_if_its_last_link_to_another_site_was_removed(text: str, stays: bool) -> None:
    box = f"<div><p>{text}</p><a href='https://filz.example/'>Bestellen</a></div>"
    document = parsed(page(inside=box + paragraphs(*GERMAN.paragraphs[4:]), story=GERMAN.paragraphs[:4]))
    for block in document.blocks:
        block.signals.body = 0.3 if block.link_share else 0.8
        if block.link_share:
            block.remove("main_content", "outside_body", "the model found it to be outside the body")
    groups(document)
    assert (text in [block.text for block in document.kept()]) is stays


@pytest.mark.parametrize(("probability", "stays"), [(0.6, False), (SURE_TEXT, True)])
def test_the_rest_of_a_box_goes_if_its_mean_probability_is_low(probability: float, stays: bool) -> None:
    box = "<div><h4>The harbour letter</h4><p>Ten stories, on Fridays.</p><p>Free of charge</p></div>"
    document = parsed(page(inside=box + paragraphs(STORY[0])))
    for block, value in zip(document.blocks[4:7], (0.2, probability, 0.3), strict=True):
        block.signals.body = value
        if value < 0.5:
            block.remove("main_content", "outside_body", "the model found it to be outside the body")
    groups(document)
    assert ("Ten stories, on Fridays." in [block.text for block in document.kept()]) is stays
