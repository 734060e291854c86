from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.clutter import clutter
from cleaners.stages.plain_text.split_text import split_text
from cleaners.stages.plain_text.text_content import text_content


def cleaned(text: str) -> Document:
    document = Document(Page(body=text, kind="text"), html=text)
    for stage in (split_text, text_content, clutter):
        stage(document)
    return document


def kept(text: str) -> list[str]:
    return [block.text for block in cleaned(text).kept()]


def test_some_prose_is_always_kept() -> None:
    assert kept("A single sentence is all that this page holds, and it is the article.") != []
    assert kept("no sentence here\nnor here") != []


def test_the_only_sentence_of_a_short_text_is_not_its_headline() -> None:
    for label, sentence in (
        ("Title", "The moon stood over the harbour all night long."),
        ("Le port", "La lune est restée toute la nuit au-dessus du port."),
        ("Am Hafen", "Der Mond stand die ganze Nacht über dem alten Hafen."),
    ):
        assert sentence in kept(f"{label}\n\n{sentence}\n")


def test_an_empty_text_stays_empty() -> None:
    assert kept("") == []


def test_a_page_of_known_clutter_keeps_nothing() -> None:
    assert kept("Advertisement\nFollow us") == []


def test_every_block_is_kept_or_has_a_removal_reason() -> None:
    document = cleaned(
        "Menu\nPolitics\nSport\nThe ferry\n\nThe board sold the ferry on Tuesday, after a long night of talk."
    )
    assert all(block.removal is None or block.removal.reason for block in document.blocks)


def test_the_title_hint_of_the_listing_decides_the_title() -> None:
    body = "\n\n".join(["The board sold the ferry on Tuesday, after a long night of talk in the old town hall."] * 4)
    text = f"Harbour board sells its ferry\n\nA night of long talk\n\n{body}"
    document = Document(Page(body=text, kind="text", title_hint="A night of long talk"), html=text)
    split_text(document)
    text_content(document)
    assert document.metadata.title == "A night of long talk"


def test_lines_beyond_the_limit_are_marked() -> None:
    document = Document(Page(body="", kind="text"), html="word here\n" * 15_000)
    split_text(document)
    for block in document.blocks:  # distinct lines, as a hostile page would have
        block.text += str(block.position)
    text_content(document)
    assert document.blocks[-1].removal is not None
    assert document.blocks[-1].removal.rule == "too_long"


BODY = [
    "The board sold the two oldest ferries on Tuesday, after a long night of talk in the old town hall.",
    "The company that bought them runs boats between the islands, and has done so for more than thirty years.",
    "Nobody on the board wanted to see them go, the chairwoman said, but the engines were older than the crew.",
]


def test_the_dek_under_the_headline_is_body() -> None:
    dek = "After a long night of talk, a dispute that had divided the town is over."
    page = ["Harbour board sells two ferries", dek, "By Mara Holt", "14 March 2024", *BODY]
    assert kept("\n\n".join(page)) == [dek, *BODY]


def test_a_note_in_any_language_that_a_headline_appeared_first_elsewhere_goes() -> None:
    headline = "Harbour board sells two ferries"
    page = [headline, "By Mara Holt", "14 March 2024", *BODY, f"Wpis {headline} pochodzi z serwisu Port."]
    assert kept("\n\n".join(page)) == BODY


def test_a_line_that_names_contributors_stays_after_an_advertisement() -> None:
    last = "A reporter of the Coast Agency contributed to this report."
    page = ["Harbour board sells two ferries", *BODY, "Advertisement", last, "You might also like", "Sport"]
    assert kept("\n\n".join(page)) == [*BODY, last]


def test_a_labelled_line_between_labelled_lines_stays() -> None:
    labelled = [BODY[0], "Source: harbour board", f"Details: {BODY[1]}", f"Quote: {BODY[2]}"]
    assert kept("\n\n".join(["Harbour board sells two ferries", *labelled])) == labelled


def test_a_list_that_a_line_with_a_colon_announces_is_kept() -> None:
    results = ["Inès Morel (Tavernay) 24'12\"", "Julie Arnaud (Besson) 24'40\"", "Katia Roux (Lery) 25'03\""]
    items = [f"{place}. {result}" for place, result in enumerate(results, 1)]
    page = ["Harbour run", "14 March 2024", *BODY, "The results:", "\n".join(items), "Newsletter"]
    assert kept("\n\n".join(page)) == [*BODY, "The results:", *results]


def test_prose_between_menus_is_kept() -> None:
    menu = ["Home", "World", "Politics", "Sport", "Weather"] * 3
    assert kept("\n".join([*menu, "Harbour board sells two ferries", "", *BODY, "", *menu])) == BODY


def test_a_caption_that_repeats_the_headline_is_only_a_caption() -> None:
    header = "Harbour board sells two ferries\nHarbour board sells two ferries\nThe ferry Ada. Photo: Harbour Pictures"
    document = cleaned("\n\n".join([f"Tuesday, 5 March 2024\n{header}", *BODY]))
    assert document.metadata.title == "Harbour board sells two ferries"
    assert [image.credit for image in document.metadata.images] == [None, "Harbour Pictures"]
    assert [block.text for block in document.kept()] == BODY


NAVIGATION = ["Home", "News", "Sport", "Culture", "Weather", "Subscribe"]
STORY = [
    "The harbour board of Westmere voted on Monday to close the old fish market for two years after rot was found.",
    "Traders who rent stalls in the hall will move to a tent on the north quay, where water and light are free.",
    "“We have sold herring under this roof for four generations,” said Ida Bron, whose stall is the oldest of them.",
    "The repair will cost about six million crowns, half of which the region is to pay if the council agrees.",
    "A petition against the move has found three thousand names in a week, most of them from people who live near.",
]
OTHER_STORY = [
    "The bakery on Mill Lane closes after ninety years, because nobody wants to take over the oven and the hours.",
    "Greta Sund, who has baked there since she was sixteen, says that she will miss the smell more than the work.",
    "The house will be sold, and the oven goes to the museum in the county town, where it will be lit once a year.",
]
TEASERS = [
    "Bridge stays shut until May",
    "Choir wins national prize",
    "Mayor will not stand again",
    "Storm damages the pier",
    "Library opens on Sundays",
    "New ferry arrives in June",
    "School gets a garden",
    "Council raises water fees",
    "Market day moves to Friday",
    "Cyclist hurt near Ostrand",
]
HEADER = ["Westmere closes its old fish market for two years", "By Max Lund", "1 March 2026, 10:30"]


def test_a_second_story_far_below_the_article_goes() -> None:
    next_header = ["Bakery closes after ninety years", "By Ada Holm", "28 February 2026, 9:15"]
    lines = [*NAVIGATION, *HEADER, *STORY, "Share", "Print", "Most read", *TEASERS, *next_header, *OTHER_STORY]
    assert kept("\n\n".join(lines)) == STORY


def test_the_rest_of_an_article_below_a_list_of_teasers_stays() -> None:
    lines = [*NAVIGATION, *HEADER, STORY[0], "Share", "Print", "Most read", *TEASERS, *STORY[1:]]
    assert kept("\n\n".join(lines)) == STORY


def test_a_second_copy_of_the_article_goes() -> None:
    story = [
        f"The board sold the {place} on Tuesday, after a long night of talk in the old town hall about what it costs."
        for place in ("ferry", "pier", "lighthouse", "customs house", "slipway", "harbour")
    ]
    copied = cleaned("\n\n".join(["Harbour board sells its ferry", *story, "Read in large print", *story]))
    assert [block.text for block in copied.kept()] == story
    assert {block.removal.rule for block in copied.blocks[-5:] if block.removal} == {"second_copy"}
