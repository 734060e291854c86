from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from crawler.sources.loader import load_sources

SEEDS = Path(__file__).parents[2] / "seeds"
FILES = sorted((SEEDS / "sources").rglob("*.toml"))
SOURCES = load_sources(SEEDS / "sources")


def test_starter_set_has_many_newspapers_countries_and_languages() -> None:
    assert len(SOURCES) >= 140
    assert len({file.parent.name for file in FILES}) >= 70
    assert len({(source.language or "").partition("-")[0] for source in SOURCES}) >= 50


def test_each_file_has_one_newspaper_and_is_named_by_its_domain() -> None:
    assert len(FILES) == len(SOURCES)
    for file, source in zip(FILES, SOURCES, strict=True):
        host = urlsplit(source.home).hostname or ""
        assert host == file.stem or host.endswith("." + file.stem), f"{file}: home is on {host}"


def test_folders_are_country_codes() -> None:
    assert [file for file in FILES if not (len(file.parent.name) == 2 and file.parent.name.islower())] == []


def test_ids_are_short_and_unique() -> None:
    ids = [source.id for source in SOURCES]
    assert len(ids) == len(set(ids))
    assert max(map(len, ids)) <= 24


def test_every_source_has_a_language_and_bounds() -> None:
    assert [source.id for source in SOURCES if not (source.language and source.every and source.max_age)] == []


def test_demo_source_can_be_loaded() -> None:
    (source,) = load_sources(SEEDS / "demo" / "source.toml")
    assert source.home == "http://127.0.0.1:8765/"
    assert source.max_age is None, "the demo's dates are fixed"
