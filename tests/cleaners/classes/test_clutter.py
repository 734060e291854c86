# ruff: noqa: E501 (a line of markup per language)
"""Golden pages, one per language and kind of clutter: the text is the story and nothing else."""

import pytest

from cleaners.cleaning import clean_document
from cleaners.page import Page
from tests.cleaners.classes.stories import STORIES
from tests.cleaners.rescue.stories import page, paragraphs

URL = "https://kurier.example/2026/03/05/story-of-the-day"
# Two comments: author, time, text. The label of the control, and the heading of the thread.
COMMENTS = {
    "ru": ("Ответить", "Комментарии (2)", (("Чайка", "05.03.2026 11:20", "Наконец-то, мы ждали этого три дня и спали на полу в школе."), ("Боцман", "05.03.2026 12:02", "А когда купят второе судно? Обещают уже десять лет подряд."))),
    "zh": ("回复", "网友评论（2）", (("海鸥", "2026-03-05 11:20", "终于开航了，我们在体育馆的地板上睡了三天。"), ("老水手", "2026-03-05 12:02", "第二艘船什么时候买？已经答应了十年了。"))),
    "el": ("Απάντηση", "2 σχόλια", (("Γλάρος", "05/03/2026 11:20", "Επιτέλους, περιμέναμε τρεις μέρες και κοιμόμασταν στο πάτωμα."), ("Ναύτης", "05/03/2026 12:02", "Και το δεύτερο πλοίο πότε θα έρθει; Δέκα χρόνια το τάζουν."))),
    "pl": ("Odpowiedz", "Komentarze (2)", (("Mewa", "05.03.2026 11:20", "Nareszcie, czekaliśmy trzy dni i spaliśmy na podłodze w szkole."), ("Bosman", "05.03.2026 12:02", "A kiedy kupią drugi statek? Obiecują od dziesięciu lat."))),
}  # fmt: skip
COMMENT_FORMS = {
    "list": "<li><b>{0}</b> <i>{1}</i><p>{2}</p><a href='#'>{control}</a></li>",
    "rows": "<tr><td>{0}<br>{1}</td><td>{2} <a href='#'>{control}</a></td></tr>",
    "divs": "<div class='q7'><div>{0}</div><span>{1}</span><p>{2}</p><a href='#'>{control}</a></div>",
    "definitions": "<dl><dt>{0}, {1}</dt><dd>{2}</dd></dl>",
}
COMMENT_LISTS = {"list": "<ul>{}</ul>", "rows": "<table class='t'>{}</table>"}

# Titles of other stories, each with a teaser.
OTHERS = {
    "ru": (("Пекарня на Мельничной закрывается", "После девяноста лет никто не хочет вставать в два часа ночи, говорит хозяйка пекарни."), ("Новый паром будет только весной", "Верфь сообщает о задержке, и островитяне снова останутся без ежедневной связи с берегом."), ("Совет спорит о волноломе у входа", "Большинство хочет отложить решение до осени, хотя порт замерзает третий год подряд.")),
    "zh": (("磨坊巷面包店将关门歇业", "店主表示，营业九十年之后，再也没有人愿意凌晨两点起床生火烤面包。"), ("新渡轮要到春天才能交付", "船厂通报延误，岛民今年冬天又将没有每天往返大陆的航班可以乘坐。"), ("议会就防波堤再起争论", "多数议员希望把决定推迟到秋天，尽管港口已经连续第三年结冰封航。")),
    "el": (("Ο φούρνος στον Μύλο κλείνει", "Ύστερα από ενενήντα χρόνια κανείς δεν θέλει να ξυπνά στις δύο τη νύχτα, λέει η ιδιοκτήτρια."), ("Το νέο πλοίο έρχεται την άνοιξη", "Το ναυπηγείο μιλά για καθυστέρηση και οι νησιώτες μένουν πάλι χωρίς καθημερινή σύνδεση."), ("Διαφωνία για τον κυματοθραύστη", "Οι περισσότεροι θέλουν αναβολή ως το φθινόπωρο, αν και το λιμάνι παγώνει τρίτη χρονιά.")),
    "pl": (("Piekarnia przy Młyńskiej kończy działalność", "Po dziewięćdziesięciu latach nikt nie chce wstawać o drugiej w nocy, mówi właścicielka."), ("Nowy prom dopiero na wiosnę", "Stocznia informuje o opóźnieniu, a wyspiarze znowu zostaną bez codziennego połączenia z lądem."), ("Rada spiera się o falochron", "Większość chce odłożyć decyzję do jesieni, choć port zamarza już trzeci rok z rzędu.")),
}  # fmt: skip
RELATED = {"ru": "Читайте также", "zh": "相关阅读", "el": "Διαβάστε επίσης", "pl": "Czytaj także"}

# Lines inside the story.
ADVERTISEMENT = {
    "ru": "Реклама: скидка 30 % на зимние шины до воскресенья", "zh": "广告：全场五折，仅限本周末",
    "el": "Διαφήμιση: έκπτωση 15% σε όλα τα εισιτήρια", "pl": "Reklama: rabat 20% na opony zimowe do niedzieli",
    "ar": "إعلان: خصم 30% على إطارات الشتاء حتى الأحد",
}  # fmt: skip
SURVEY = {
    "ru": "Помогите нам стать лучше: пройдите короткий опрос о нашем сайте", "zh": "帮助我们改进：请参与本站的读者调查",
    "el": "Βοηθήστε μας να γίνουμε καλύτεροι: απαντήστε στην έρευνά μας",
    "pl": "Pomóż nam się rozwijać: wypełnij krótką ankietę o naszym serwisie",
}  # fmt: skip
PAYWALL = {
    "ru": "Чтобы читать дальше, оформите подписку", "zh": "订阅后阅读全文", "el": "Γίνετε συνδρομητής για να συνεχίσετε την ανάγνωση",
    "pl": "Aby czytać dalej, wykup subskrypcję", "ar": "اشترك لمتابعة القراءة",
}  # fmt: skip
# Lines about the site at the end of the story.
HOUSE_LINES = {
    "ru": ("Подписывайтесь на наш канал в Telegram", "Скачайте наше приложение", "Нашли опечатку? Выделите её и нажмите Ctrl+Enter"),
    "zh": ("关注我们的微信公众号", "更多精彩内容，请下载客户端", "责任编辑：李明"),
    "el": ("Ακολουθήστε μας στο Google News", "Κατεβάστε την εφαρμογή μας", "Εγγραφείτε στο newsletter"),
    "pl": ("Obserwuj nas w Google News", "Pobierz naszą aplikację", "Zapisz się na nasz newsletter"),
    "ar": ("تابعونا على فيسبوك وتويتر", "حمّل تطبيقنا", "اشترك في نشرتنا الإخبارية اليومية"),
}  # fmt: skip
PROMOTIONS = {
    "ru": ("Вечерний курьер", "Главное за день одним письмом, каждый вечер в шесть часов."),
    "zh": ("晚间信使", "每天晚上六点，把当天最重要的新闻寄到您的信箱。"),
    "el": ("Ο βραδινός ταχυδρόμος", "Όλα τα σημαντικά της ημέρας σε ένα μήνυμα, κάθε βράδυ στις έξι."),
    "pl": ("Kurier wieczorny", "Najważniejsze wydarzenia dnia w jednym liście, codziennie o szóstej."),
}  # fmt: skip
CAPTIONS = {
    "ru": "Паром у северного причала утром во вторник. Фото: Марта Кирова", "zh": "周二早晨停靠在北码头的渡轮。（摄影：林秀兰）",
    "el": "Το πλοίο στη βόρεια προβλήτα το πρωί της Τρίτης. Φωτογραφία: Μάρθα Κύρου",
    "pl": "Prom przy północnym nabrzeżu we wtorek rano. Fot. M. Kirowska",
}  # fmt: skip


def text(language: str, *, inside: str = "", at_end: str = "", below: str = "") -> list[str]:
    """Return the text of a story's page with markup inside the story, at its end, or below it."""
    story = STORIES[language]
    body = f"<article>{paragraphs(story.paragraphs[:4])}{inside}{paragraphs(story.paragraphs[4:])}{at_end}</article>"
    return [block.text for block in clean_document(Page(body=page(story, body, after=below), url=URL)).kept()]


def is_story(language: str, found: list[str]) -> None:
    assert found == list(STORIES[language].paragraphs)


@pytest.mark.parametrize("language", COMMENTS)
@pytest.mark.parametrize("form", COMMENT_FORMS)
@pytest.mark.parametrize("place", ["at_end", "below"])
def test_readers_comments_are_removed(language, form, place):
    control, heading, comments = COMMENTS[language]
    units = "".join(COMMENT_FORMS[form].format(*one, control=control) for one in comments)
    thread = f"<h3>{heading}</h3>{COMMENT_LISTS.get(form, '<div>{}</div>').format(units)}"
    is_story(language, text(language, **{place: thread}))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("form", ["<p>{0}: {1}</p>", "<p><strong>{0}:</strong> {1}</p>", "<div>{0} » {1}</div>"])
def test_a_line_that_leads_to_a_related_story_is_removed(language, form):
    link = f'<a href="/2026/03/04/other">{OTHERS[language][0][0]}</a>'
    is_story(language, text(language, inside=form.format(RELATED[language], link)))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("place", ["inside", "at_end"])
def test_a_list_of_related_stories_is_removed(language, place):
    items = "".join(f'<li><a href="/2026/03/0{n}/other">{one[0]}</a></li>' for n, one in enumerate(OTHERS[language], 1))
    is_story(language, text(language, **{place: f"<h4>{RELATED[language]}</h4><ul>{items}</ul>"}))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("place", ["at_end", "below"])
def test_teaser_cards_are_removed(language, place):
    cards = "".join(
        f'<div class="k"><h3><a href="/2026/03/0{n}/other">{title}</a></h3><p>{teaser}</p></div>'
        for n, (title, teaser) in enumerate(OTHERS[language], 1)
    )
    is_story(language, text(language, **{place: f'<div class="w">{cards}</div>'}))


@pytest.mark.parametrize("language", OTHERS)
def test_a_second_story_on_the_page_is_removed(language):
    (title, _), *rest = OTHERS[language]
    body = paragraphs([teaser for _, teaser in rest] * 3)
    below = f'<article data-url="/2026/03/01/other"><h1>{title}</h1>{body}</article>'
    is_story(language, text(language, below=below))


@pytest.mark.parametrize("language", OTHERS)
def test_the_title_of_a_video_player_is_removed(language):
    title, _ = OTHERS[language][1]
    player = (
        f'<div class="video-player"><video src="/v.mp4"></video><div class="title">{title}</div><div>02:14</div></div>'
    )
    is_story(language, text(language, inside=player))


@pytest.mark.parametrize(("language", "line"), ADVERTISEMENT.items())
@pytest.mark.parametrize("form", ["<p>{}</p>", "<div class='x'>{}</div>"])
def test_an_advertisement_is_removed_with_its_label(language, line, form):
    is_story(language, text(language, inside=form.format(line)))


@pytest.mark.parametrize(("language", "line"), [*SURVEY.items(), *PAYWALL.items()])
@pytest.mark.parametrize("place", ["inside", "at_end"])
def test_a_survey_and_a_paywall_line_are_removed(language, line, place):
    is_story(language, text(language, **{place: f'<p><a href="/more">{line}</a></p>'}))


@pytest.mark.parametrize(("language", "lines"), HOUSE_LINES.items())
@pytest.mark.parametrize("form", ["<p>{}</p>", "<p><em>{}</em></p>", "<div><a href='/x'>{}</a></div>"])
def test_lines_about_the_site_at_the_end_are_removed(language, lines, form):
    is_story(language, text(language, at_end="".join(map(form.format, lines))))


@pytest.mark.parametrize(("language", "words"), PROMOTIONS.items())
def test_a_promotion_with_a_form_is_removed(language, words):
    box = f"<div><h4>{words[0]}</h4><p>{words[1]}</p><form><input type='email'><button>OK</button></form></div>"
    is_story(language, text(language, inside=box))


@pytest.mark.parametrize(("language", "line"), CAPTIONS.items())
def test_a_caption_in_a_paragraph_is_removed(language, line):
    is_story(language, text(language, inside=f'<p><img src="/ferry.jpg" width="800" height="500"></p><p>{line}</p>'))
