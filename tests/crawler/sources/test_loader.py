import re
from datetime import timedelta

import pytest

from crawler.sources.arguments import site_source
from crawler.sources.entry import to_toml
from crawler.sources.loader import SourceError, load_sources
from crawler.sources.source import Source

MINIMAL = '[[source]]\nid = "a"\nname = "The A"\nhome = "https://a.example/"\n'


def write(folder, text, name="sources.toml"):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_all_keys_are_read(tmp_path):
    file = write(
        tmp_path,
        MINIMAL
        + """
feeds = ["https://a.example/feed"]
sitemaps = ["https://a.example/sitemap.xml"]
sections = ["https://a.example/world"]
language = "pt-BR"
every = "30m"
max_age = "7d"
max_articles = 50
article_url = '/\\d{4}/'
skip_url = '/video/'
enabled = false
""",
    )
    assert load_sources(file) == [
        Source(
            id="a",
            name="The A",
            home="https://a.example/",
            feeds=("https://a.example/feed",),
            sitemaps=("https://a.example/sitemap.xml",),
            sections=("https://a.example/world",),
            language="pt-BR",
            every=timedelta(minutes=30),
            max_age=timedelta(days=7),
            max_articles=50,
            article_url=re.compile(r"/\d{4}/"),
            skip_url=re.compile("/video/"),
            enabled=False,
        )
    ]


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("30m", 1800), ("6h", 21600), ("1d", 86400), ("2w", 1209600)]
)
def test_durations(tmp_path, text, seconds):
    assert load_sources(write(tmp_path, MINIMAL + f'every = "{text}"'))[0].every == timedelta(seconds=seconds)


def test_folder_is_read_recursively_in_the_order_of_paths(tmp_path):
    write(tmp_path, MINIMAL.replace('"a"', '"second"'), "b/one.toml")
    write(tmp_path, MINIMAL.replace('"a"', '"first"'), "a/two.toml")
    write(tmp_path, "no source", "a/notes.txt")
    assert [source.id for source in load_sources(tmp_path)] == ["first", "second"]


def test_a_file_of_comments_beside_sources_is_passed_over(tmp_path):
    (tmp_path / "own.toml").write_text("# Your sources\n")
    (tmp_path / "paper.toml").write_text(MINIMAL)
    assert [source.id for source in load_sources(tmp_path)] == ["a"]


def test_a_name_is_one_line_without_control_characters(tmp_path):
    (source,) = load_sources(write(tmp_path, MINIMAL.replace("The A", r"The\n\u001b[31m  A")))
    assert source.name == "The [31m A"


def test_file_may_start_with_a_byte_order_mark(tmp_path):
    assert load_sources(write(tmp_path, "\ufeff" + MINIMAL))[0].id == "a"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (MINIMAL + 'feed = ["https://a.example/"]', ["'a'", "unknown key 'feed'", "Did you mean feeds?"]),
        (MINIMAL + "zzz = 1", ["'a'", "unknown key 'zzz'"]),
        (MINIMAL + 'feeds = "https://a.example/"', ["'a'", "key 'feeds'", "list"]),
        (MINIMAL + 'feeds = ["feed.xml"]', ["'a'", "key 'feeds'", "http"]),
        (MINIMAL + 'max_articles = "many"', ["'a'", "key 'max_articles'", "whole number"]),
        (MINIMAL + "max_articles = 0", ["key 'max_articles'"]),
        (MINIMAL + "max_articles = true", ["key 'max_articles'"]),
        (MINIMAL + 'enabled = "yes"', ["key 'enabled'", "true or false"]),
        (MINIMAL + 'every = "soon"', ["key 'every'", "'30m'"]),
        (MINIMAL + "every = 30", ["key 'every'", "'30m'"]),
        (MINIMAL + 'max_age = "999999w"', ["key 'max_age'", "at most"]),
        (MINIMAL + 'article_url = "("', ["key 'article_url'", "regular expression"]),
        (MINIMAL + 'article_url = "a{99999999999999999999}"', ["key 'article_url'", "regular expression"]),
        (MINIMAL + f"skip_url = '{'(' * 2_000 + ')' * 2_000}'", ["key 'skip_url'", "regular expression"]),
        (MINIMAL + "article_url = '[[:alpha:]]'", ["key 'article_url'", "regular expression"]),
        (MINIMAL + 'language = "not a language"', ["key 'language'", "pt-BR"]),
        (MINIMAL.replace("https:", "ftp:"), ["key 'home'", "http"]),
        (MINIMAL.replace('id = "a"', 'id = "a b"'), ["key 'id'"]),
        (MINIMAL.replace('id = "a"', f'id = "{"a" * 65}"'), ["key 'id'", "at most 64"]),
        (MINIMAL.replace('id = "a"', 'id = "\\u001b[31m"'), ["'\\x1b[31m'", "key 'id'"]),
        (MINIMAL.replace('id = "a"', 'id = "archive"'), ["key 'id'", "choose another"]),
        (MINIMAL.replace('"The A"', r'"\u0007"'), ["key 'name'", "empty"]),
        (MINIMAL.replace('"The A"', '""'), ["key 'name'", "empty"]),
        (MINIMAL.replace('name = "The A"\n', ""), ["'a'", "key 'name' is missing"]),
        ('[[source]]\nname = "A"', ["number 1", "key 'id' is missing"]),
        (MINIMAL + MINIMAL, ["'a'", "key 'id'", "has the same id"]),
        ("[[source]\n", ["not valid TOML"]),
        ('[source]\nid = "a"', ["two brackets"]),
        ('[[sources]]\nid = "a"', ["'sources'", "use [[source]] for each source"]),
        ("", ["no [[source]] entry"]),
    ],
)
def test_error_names_file_entry_and_key(tmp_path, text, parts):
    file = write(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        load_sources(file)
    message = str(caught.value)
    assert all(part in message for part in [str(file), *parts]), message
    assert message.isprintable()
    assert len(message) < 400


def test_error_for_a_repeated_id_names_both_files(tmp_path):
    one, two = write(tmp_path, MINIMAL, "one.toml"), write(tmp_path, MINIMAL, "two.toml")
    with pytest.raises(SourceError) as caught:
        load_sources(tmp_path)
    assert str(one) in str(caught.value)
    assert str(two) in str(caught.value)


def test_missing_path_and_folder_without_files_are_errors(tmp_path):
    with pytest.raises(SourceError, match="no such file or folder"):
        load_sources(tmp_path / "nowhere")
    with pytest.raises(SourceError, match=r"has no \*\.toml file"):
        load_sources(tmp_path)


def test_link_that_leads_nowhere_is_named(tmp_path):
    write(tmp_path, MINIMAL, "a.toml")
    (tmp_path / "b.toml").symlink_to(tmp_path / "gone.toml")
    with pytest.raises(SourceError, match=r"b\.toml: .*it is a link that leads nowhere"):
        load_sources(tmp_path)


def test_file_that_is_not_utf_8_is_an_error(tmp_path):
    file = tmp_path / "latin.toml"
    file.write_bytes(MINIMAL.replace("The A", "Größe").encode("latin-1"))
    with pytest.raises(SourceError, match="UTF-8"):
        load_sources(file)


@pytest.mark.parametrize(
    "source",
    [
        site_source("http://[::1]:8765/"),
        site_source(f"https://{'a' * 60}.{'b' * 60}.example/"),
        Source(id="a", name='The "A" \\ é', home="https://a.example/"),
        Source(
            id="b",
            name="B",
            home="https://b.example/",
            feeds=("https://b.example/1", "https://b.example/2"),
            every=timedelta(seconds=90),
            max_age=timedelta(weeks=1),
            max_articles=3,
            article_url=re.compile(r"it's \d+"),
            skip_url=re.compile(r"/(?:a|b)/\d+"),
            enabled=False,
        ),
    ],
)
def test_written_entry_reads_back(tmp_path, source):
    assert load_sources(write(tmp_path, to_toml(source))) == [source]
