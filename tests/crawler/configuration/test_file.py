from __future__ import annotations

from pathlib import Path

import pytest

from crawler.configuration.file import SettingsFileError, read_settings_file


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / "newsgalley.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_settings_keep_their_types(tmp_path: Path) -> None:
    text = '\ufeffCONTACT = "desk@paper.example"\nMAX_RECHECKS = 3\nALLOWED_PORTS = [80, 8080]\nSITE_LINES = false\n'
    assert read_settings_file(write(tmp_path, text)) == {
        "CONTACT": "desk@paper.example",
        "MAX_RECHECKS": 3,
        "ALLOWED_PORTS": [80, 8080],
        "SITE_LINES": False,
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('CONTCT = "a"', "CONTCT: this setting does not exist. Did you mean CONTACT?"),
        ('contact = "a"', "contact: this setting does not exist. Did you mean CONTACT"),
        ('NOTHING_LIKE_IT = "a"', "NOTHING_LIKE_IT: this setting does not exist."),
        ("[crawl]\nsite = 1", "crawl: this setting does not exist."),
        ("CONTACT = 5", "CONTACT: 5 must be a text in quotes."),
        ("RUN_SUMMARY = true", "RUN_SUMMARY: True must be a text in quotes."),
        ('ALLOWED_ADDRESSES = "host:80"', "ALLOWED_ADDRESSES: 'host:80' must be a list of texts in [ ]."),
        ('MAX_RECHECKS = "many"', "MAX_RECHECKS: 'many' must be a whole number, such as 1000."),
        ("CLEAN_WORKERS = 2.5", "CLEAN_WORKERS: 2.5 must be a whole number."),
        ("MAX_RECHECKS = -1", "MAX_RECHECKS: -1 must be 0 or more."),
        ('SITE_LINES = "perhaps"', "SITE_LINES: 'perhaps' must be True or False."),
        ('LOG_LEVEL = "LOUD"', "LOG_LEVEL: 'LOUD' must be one of"),
        ("CONTACT = ", "is not valid TOML"),
        ('FEEDS = "a.jsonl"', "FEEDS: 'a.jsonl' must be a table."),
        ("CONTACT = " + "[" * 20_000, "is not valid TOML: brackets are nested too deeply"),
        ("MAX_RECHECKS = " + "9" * 5_000, "is not valid TOML: a number has too many digits"),
        ("a" + ".a" * 50_000 + " = 1", "a key has more than a hundred parts (at line 1)"),
        ("CONTACT = ''\n" + "'a' . \"b\"." * 50_000 + "c = 1", "a key has more than a hundred parts (at line 2)"),
        ('CONTACT = "a@b.example\\r\\nX-Evil: 1"', "must be one line without control characters."),
        ('CONTACT = "a@b.example\\u0000"', "must be one line without control characters."),
        ('USER_AGENT = "a\\nb"', "must be one line without control characters."),
        (b'CONTACT = "\xff"', "is not UTF-8 (byte 11); save it as UTF-8."),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str | bytes, message: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(SettingsFileError) as caught:
        read_settings_file(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert message in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsFileError, match="cannot be read: Is a directory"):
        read_settings_file(tmp_path)
