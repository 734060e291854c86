import pytest

from tests.cleaners.groups.pages import STORIES, STORY, kept, page, paragraphs, rules

# Author, time, text and the label of the control that answers a comment.
COMMENTS = {
    "en": ("Reply", [("maja_77", "3 hours ago", "He showed my school class around, a kind man."),
                     ("Tarn", "5 hours ago", "A museum, and who is going to pay for that?"),
                     ("gull", "1 day ago", "Forty winters! I could not stand four of them.")]),
    "de": ("Antworten", [("maja_77", "vor 3 Stunden", "Er hat unserer Klasse den Turm gezeigt."),
                         ("Tarn", "12.03.2026, 09:14", "Ein Museum, und wer soll das bezahlen?"),
                         ("Möwe", "11.03.2026, 21:40", "Vierzig Winter hält das keiner aus.")]),
    "ru": ("Ответить", [("maja_77", "12.03.2026 09:14", "Он водил наш класс по маяку, добрый человек."),
                        ("Тарн", "12.03.2026 08:01", "Музей, а кто будет за него платить?"),
                        ("чайка", "11.03.2026 21:40", "Сорок зим, я бы и четырёх не выдержал.")]),
    "el": ("Απάντηση", [("maja_77", "12/03/2026 09:14", "Ξενάγησε την τάξη μας στον φάρο, καλός άνθρωπος."),
                        ("Ταρν", "12/03/2026 08:01", "Μουσείο, και ποιος θα το πληρώσει;"),
                        ("γλάρος", "11/03/2026 21:40", "Σαράντα χειμώνες, ούτε τέσσερις δεν άντεχα.")]),
    "pl": ("Odpowiedz", [("maja_77", "12.03.2026, 09:14", "Oprowadzał naszą klasę, dobry człowiek."),
                         ("Tarn", "12.03.2026, 08:01", "Muzeum, a kto za to zapłaci?"),
                         ("mewa", "11.03.2026, 21:40", "Czterdzieści zim, ja bym nie wytrzymał.")]),
    "zh": ("回复", [("maja_77", "3小时前", "他带我们全班参观过灯塔，是个好人。"),
                  ("海鸥", "5小时前", "建博物馆，谁来出这笔钱呢？"),
                  ("老船长", "2026-03-11 21:40", "四十个冬天，换了我四个都受不了。")]),
}  # fmt: skip
LANGUAGES = sorted(COMMENTS)


def unit(author: str, time: str, text: str, control: str) -> str:
    return f"<div class='u{len(author)}'>{author}</div><span>{time}</span><p>{text}</p><a href='#'>{control}</a>"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tag", ["div class='b'", "li", "article", "section class='x'"])
def test_a_thread_goes_by_its_units_without_any_name_for_comments(language: str, tag: str) -> None:
    control, comments = COMMENTS[language]
    units = "".join(f"<{tag}>{unit(*one, control)}</{tag.split()[0]}>" for one in comments)
    html = page(inside=f"<div class='q'>{units}</div>", story=STORIES[language])
    assert kept(html) == list(STORIES[language])
    assert rules(html) == {"comments"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thread_goes_by_the_name_of_its_container_and_times(language: str) -> None:
    units = "".join(f"<p>{author}, {time}</p><p>{text}</p>" for author, time, text in COMMENTS[language][1])
    html = page(inside=f"<div id='kommentarer'>{units}</div>", story=STORIES[language])
    assert kept(html) == list(STORIES[language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "row", ["<td>{0}<br>{1}</td><td>{2} <a href='#'>{3}</a></td>", "<td>{0}</td><td>{1}</td><td>{2}</td><td>{3}</td>"]
)
def test_a_thread_in_the_rows_of_a_table_goes(language: str, row: str) -> None:
    control, comments = COMMENTS[language]
    rows = "".join(f"<tr>{row.format(*one, control)}</tr>" for one in comments)
    html = page(inside=f"<table>{rows}</table>", story=STORIES[language])
    assert kept(html) == list(STORIES[language])


def test_the_rows_of_a_table_with_times_stay() -> None:
    rows = "".join(f"<tr><td>{time}</td><td>{text}</td></tr>" for _, time, text in COMMENTS["de"][1])
    assert len(kept(page(inside=f"<h3>Timetable</h3><table>{rows}</table>"))) == len(STORY) + 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_definition_list_of_comments_goes_with_its_heading(language: str) -> None:
    heading = {"de": "3 Kommentare", "zh": "评论（3）", "pl": "Komentarze", "ru": "Комментарии", "el": "Σχόλια"}
    units = "".join(f"<dl><dt>{author} {time}</dt><dd>{text}</dd></dl>" for author, time, text in COMMENTS[language][1])
    html = page(inside=f"<h3>{heading.get(language, '3 Comments')}</h3><div>{units}</div>", story=STORIES[language])
    assert kept(html) == list(STORIES[language])


def test_microdata_show_a_single_comment() -> None:
    comment = (
        "<div itemprop='comment' itemscope><b itemprop='name'>Tarn</b><p>Who will pay for a museum, then?</p></div>"
    )
    assert kept(page(inside=comment)) == list(STORY)


def test_the_form_goes_with_the_comments() -> None:
    form = "<form><p>Write what you think about the story</p><textarea></textarea></form>"
    assert kept(page(inside=f"<div class='comment-form'>{form}</div>")) == list(STORY)


def test_nested_replies_go() -> None:
    replies = f"<ul><li>{unit('Tarn', '2 hours ago', 'Who will pay for it all?', 'Reply')}</li></ul>"
    units = "".join(f"<li>{unit(*one, 'Reply')}{replies}</li>" for one in COMMENTS["en"][1])
    assert kept(page(below=f"<ul>{units}</ul>")) == list(STORY)


def test_a_thread_in_the_middle_of_a_story_leaves_the_rest() -> None:
    units = "".join(f"<dl><dt>{author}, {time}</dt><dd>{text}</dd></dl>" for author, time, text in COMMENTS["pl"][1])
    box = f"<div class='articleComm'><h3>Komentarze</h3>{units}</div>"
    rest = "The keys now hang in the county hall, beside those of the old customs house and the pilot's hut."
    assert kept(page(inside=box + paragraphs(rest))) == [*STORY, rest]


ENTRIES = [
    ("09:14", "Ada Lind", "The first boat has left the harbour with forty passengers on board."),
    ("09:40", "Per Holm", "The pilot reports that the swell beyond the skerries is lower than expected."),
    ("10:05", "Ada Lind", "The second boat is waiting at the pier because a passenger is late."),
]


@pytest.mark.parametrize("name", ["entry", "live-entry", "live-comments", "post"])
def test_entries_of_a_live_blog_stay(name: str) -> None:
    entries = "".join(
        f"<div class='{name}'><time>{time}</time><b>{author}</b><h3>Update</h3><p>{text}</p></div>"
        for time, author, text in ENTRIES
    )
    assert [text for _, _, text in ENTRIES if text not in kept(page(inside=f"<div>{entries}</div>"))] == []


@pytest.mark.parametrize(
    "block",
    [
        "<div class='qa'><b>Kustposten:</b><p>What will you do with all that time?</p></div>"
        "<div class='qa'><b>Olle Brandt:</b><p>Sleep, and learn to bake the bread that my wife baked.</p></div>",
        "<div class='letter'><h3>Keep the keeper</h3><p>A lamp nobody tends is only a lamp.</p><p>Maja Tarn, Sund</p>"
        "</div><div class='letter'><h3>Well done</h3><p>The museum is a fine idea.</p><p>Per Holm, Vik</p></div>",
        "<blockquote class='tweet'><p>Forty winters! Thank you, Olle.</p>County of Sund, March 3, 2026</blockquote>"
        "<blockquote class='tweet'><p>The tower opens to all in May.</p>County of Sund, March 4, 2026</blockquote>",
        "<div class='paper'><h4>Dagbladet Vik</h4><p>The county saves where saving is easy, and it shows.</p></div>"
        "<div class='paper'><h4>Sunds Tidning</h4><p>A museum is better than a ruin, so let us be glad.</p></div>",
        "<div class='reaction'><b>Maja Tarn, teacher</b><p>He showed every class in town around.</p></div>"
        "<div class='reaction'><b>Per Holm, pilot</b><p>I steered by his light for my whole working life.</p></div>",
        "<div class='life'><b>12 May 1951</b><p>Born on the island as the son of a pilot.</p></div>"
        "<div class='life'><b>3 June 1986</b><p>Takes over the lighthouse from his uncle.</p></div>",
    ],
    ids=["interview", "letters", "embedded-posts", "papers", "reactions", "chronicle"],
)
def test_named_texts_of_the_story_stay(block: str) -> None:
    before = kept(page(inside=f"<div>{block}</div>"))
    assert not rules(page(inside=f"<div>{block}</div>")), before


@pytest.mark.parametrize("name", ["category-comment", "opinion commentary", "tag-kommentar", "has-comments"])
def test_a_column_that_is_called_comment_stays(name: str) -> None:
    html = page().replace("<article>", f"<article class='{name}'><p>Published 3 March 2026, 12 comments</p>")
    assert [text for text in STORY if text not in kept(html)] == []


def test_a_page_that_is_only_a_thread_stays() -> None:
    units = "".join(f"<li>{unit(*one, 'Reply')}</li>" for one in COMMENTS["en"][1])
    assert kept(f"<html><body><ul class='comments'>{units}</ul></body></html>")


def test_columns_of_the_layout_are_not_comments() -> None:
    left, right = (f"<p>Comments</p>{paragraphs(*texts)}" for texts in (STORY[:2], STORY[1:]))
    columns = f"<div><div class='col left'>{left}</div><div class='col right'>{right}</div></div>"
    html = f"<html><body>{paragraphs(*STORY)}{columns}</body></html>"
    assert [text for text in STORY if kept(html).count(text) < 2] == []


@pytest.mark.parametrize(
    ("heading", "answer"), [("Bình luận (3)", "Trả lời"), ("Hozzászólások (3)", "Válasz"), ("Kommentarer (3)", "Svar")]
)
def test_comments_without_a_time_go_if_a_line_announces_them(heading: str, answer: str) -> None:
    units = "".join(
        f"<li><b>{name}</b><p>{text}</p><button>{answer}</button></li>"
        for name, text in (("anna", STORY[0]), ("bo", STORY[1]), ("cy", STORY[2]))
    )
    assert kept(page(below=f"<div><span>{heading}</span><ul>{units}</ul></div>")) == list(STORY)
    assert len(kept(page(below=f"<div><span>The keeper answers</span><ul>{units}</ul></div>"))) > len(STORY)


@pytest.mark.parametrize("controls", ["{} · Report · Like (3)", "{} | 3", "{} • Link"])
@pytest.mark.parametrize("language", sorted({*LANGUAGES} - {"el"}))  # the Greek label may be that of an interview
def test_controls_may_be_side_by_side_in_one_line(language: str, controls: str) -> None:
    control, comments = COMMENTS[language]
    line = controls.format(control)
    units = "".join(
        f"<div class='b'><div>{author}</div><div>{text}</div><div>{line}</div></div>" for author, _, text in comments
    )
    assert kept(page(inside=f"<div>{units}</div>", story=STORIES[language])) == list(STORIES[language])


@pytest.mark.parametrize("label", ["2 réactions", "Diskussion (2)", "댓글 2", "تعليقات: 2"])
@pytest.mark.parametrize("time", ["<time>14 Oct</time>", "<i>14.10.2026, 18:12</i>"])
def test_entries_below_a_line_with_their_number_are_comments(label: str, time: str) -> None:
    units = "".join(f"<div class='entry'><b>moss_ink</b> {time}<div>{text}</div></div>" for text in STORY[:2])
    assert kept(page(inside=f"<div><h3>{label}</h3>{units}</div>")) == [*STORY]
    assert len(kept(page(inside=f"<div><h3>The day in the tower, 12 May</h3>{units}</div>"))) > len(STORY)


def test_two_comments_in_tables_between_other_tables_are_a_thread() -> None:
    comments = "".join(
        f"<table><tr><td><b>{name}</b> 12.03.2026 09:1{n}</td></tr><tr><td>{text}</td></tr></table><hr>"
        for n, (name, _, text) in enumerate(COMMENTS["en"][1][:2])
    )
    table = "<table><tr><td>The lamp in figures</td></tr><tr><td>It shone for forty winters.</td></tr></table>"
    found = kept(page(inside=f"{table}<p>Comments (2)</p>{comments}{table}"))
    assert not [text for _, _, text in COMMENTS["en"][1] if text in found]


@pytest.mark.parametrize("term", ["<dt>{}, {}</dt>", "<dt><b>{}</b> <time>{}</time></dt>"])
def test_comments_in_a_definition_list_go_below_the_story(term: str) -> None:
    comments = [("maja_77", "12.03.2026, 09:14"), ("Tarn", "12.03.2026, 10:40")]
    text = "<dd>He showed my school class around, a kind man.</dd>"
    thread = "<dl>" + "".join(term.format(*comment) + text for comment in comments) + "</dl>"
    assert kept(page(inside=thread)) == list(STORY)
    assert len(kept(page(inside=thread + paragraphs(STORY[0])))) > len(STORY) + 1


def test_comments_in_the_rows_of_a_table_without_controls_go_below_the_story() -> None:
    row = "<tr><td>{}<br>12.03.2026, {}</td><td>Forty winters, well done.</td></tr>"
    rows = row.format("maja_77", "09:14") + row.format("Tarn", "10:40")
    assert kept(page(inside=f"<table>{rows}</table>")) == list(STORY)
    sailings = "<table><tr><td>Noon boat</td><td>12:05</td></tr><tr><td>Late boat</td><td>22:30.</td></tr></table>"
    assert len(kept(page(inside=sailings))) == len(STORY) + 2


SIGNED = {
    "rows of a table": ("<table>{}</table>", "<tr><td><b>{}</b> ({})</td></tr><tr><td>{}</td></tr>"),
    "paragraphs": ("{}", "<p>{}, {}</p><p>{}</p>"),
    "boxes": ("<div>{}</div>", "<div>{} · {}</div><div>{}</div>"),
}
READERS = (("maja_77", "12.03.2026 09:14", "Forty winters, well done."), ("Tarn", "2 hours ago", "Who pays now?"))


@pytest.mark.parametrize("form", SIGNED)
def test_names_with_a_time_and_a_text_go_at_the_end_of_the_page(form: str) -> None:
    around, unit = SIGNED[form]
    thread = around.format("".join(unit.format(*reader) for reader in READERS))
    assert kept(page(inside=thread)) == [*STORY]
    assert kept(page(inside=f"<b>Обсуждение</b><hr>{thread}")) == [*STORY]


@pytest.mark.parametrize(
    "entries",
    [
        [("Ann Lee", "12.03.2026 09:14", "The lamp is lit."), ("Ann Lee", "12.03.2026 09:40", "The lamp is out.")] * 2,
        [("— Ann Lee", "12.03.2026", "The lamp is lit."), ("— Bo Ek", "12.03.2026", "The lamp is out.")],
        [("Noon boat", "12:05", "It sails to the pier."), ("Late boat", "22:30", "It sails to the tower.")],
    ],
    ids=["one reporter", "days", "times of day"],
)
def test_lines_with_times_that_are_not_comments_stay_at_the_end(entries: list[tuple[str, str, str]]) -> None:
    lines = "".join("<p>{}, {}</p><p>{}</p>".format(*entry) for entry in entries)
    assert len(kept(page(inside=lines))) == len(STORY) + 2 * len(entries)


def test_a_list_of_dates_stays_below_the_story() -> None:
    dates = "<dl><dt>1881</dt><dd>The lamp of the tower is lit for the first time.</dd><dt>12 March 1969, 14:05</dt>"
    dates += "<dd>The road to the island is opened by the king himself.</dd></dl>"
    assert len(kept(page(inside=dates))) == len(STORY) + 4


@pytest.mark.parametrize("votes", ["+{}", "▲ {}", "❤️ {}", "+ {} −", "👍 {} 👎 1", "{} 👍"])
def test_comments_with_only_a_number_of_votes_go(votes: str) -> None:
    texts = ("My uncle was the keeper before him.", "And who pays for the lamp?")
    units = (f"<li><b>Reader {n}</b><p>{text}</p><div>{votes.format(n)}</div></li>" for n, text in enumerate(texts))
    assert kept(page(below=f"<ul class='r'>{''.join(units)}</ul>")) == [*STORY]


def test_movements_in_a_chart_are_not_votes() -> None:
    chart = "".join(f"<li><b>{n}</b><p>The Winter Lamp Song</p><div>▲ {n}</div></li>" for n in (1, 2, 3))
    assert len(kept(page(below=f"<ol class='chart'>{chart}</ol>"))) > len(STORY)


def test_quotations_with_a_signature_are_comments_below_their_number() -> None:
    units = "".join(
        f"<blockquote><p>{text}</p><footer>{name}, 2026-11-12</footer></blockquote>"
        for name, text in (("นารี", "ไปมาแล้วครับ บรรยากาศดีมาก"), ("Tan", "หาที่จอดรถยากจริง ๆ"), ("ก้อย", "ของกินอร่อยทุกร้าน"))
    )
    assert kept(page(below=f"<details open><summary>💬 3</summary>{units}</details>")) == list(STORY)
    assert len(kept(page(inside=units))) > len(STORY)


@pytest.mark.parametrize(
    "form", ["<p><b>{}</b> ({}):<br>{}</p>", "<li><i>{}</i>, {} – {}</li>", "<p><span>~{}</span> | {} {}</p>"]
)
def test_texts_that_begin_with_a_name_and_a_time_go_at_the_end(form: str) -> None:
    assert kept(page(inside="".join(form.format(*reader) for reader in READERS))) == [*STORY]
    aged = (("Loli", "hace 3 horas", "¿Y quién paga la lámpara?"), ("Jörn", "vor 2 Tagen", "Danke, Olle, für alles."))
    assert kept(page(inside="".join(form.format(*reader) for reader in aged))) == [*STORY]


@pytest.mark.parametrize(
    "entries",
    [
        [("Monday", "12.03.2026", "The lamp is lit again."), ("Friday", "16.03.2026", "The lamp is out again.")],
        [("12.03.2026", "09:14", "The lamp is lit again."), ("16.03.2026", "09:40", "The lamp is out again.")],
        [("Ann Lee", "12.03.2026 09:14", "The lamp is lit."), ("Ann Lee", "12.03.2026 09:40", "It is out.")],
    ],
    ids=["days", "times", "one reporter"],
)
def test_entries_that_begin_with_a_time_stay(entries: list[tuple[str, str, str]]) -> None:
    lines = "".join("<p><b>{}</b> ({}): {}</p>".format(*entry) for entry in entries)
    assert len(kept(page(inside=lines))) == len(STORY) + len(entries)
