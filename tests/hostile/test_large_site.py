from __future__ import annotations

import json
from collections import Counter

from tests.hostile.large_site import LargeSite
from tests.hostile.site import Site
from tests.support.commands.scrapy_runs import Scrapy


def test_every_article_of_a_large_site_is_stored_once(site: Site, scrapy: Scrapy) -> None:
    large = LargeSite(site)
    sources = scrapy.folder / "sources.toml"
    lines = ["[[source]]", 'id = "paper"', 'name = "The Paper"', f'home = "{site.base}/"']
    for key, paths in (("feeds", large.feeds), ("sitemaps", large.sitemaps), ("sections", ["/"])):
        lines.append(f"{key} = {json.dumps([site.base + path for path in paths])}")
    sources.write_text("\n".join(lines))

    settings = {"CONCURRENT_REQUESTS_PER_DOMAIN": 8, "AUTOTHROTTLE_ENABLED": False, "RECHECK_AFTER": ""}
    for _ in range(2):
        ended = scrapy("crawl", "news", "-a", f"sources={sources}", **settings)

    stored = scrapy.titles()
    assert Counter(large.titles[title] for title in large.titles.keys() - set(stored)) == {}, ended.log
    assert stored == sorted(large.titles)
