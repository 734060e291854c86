"""The cleaner for other Scrapy projects: it adds clean records of their HTML responses, without our spiders and store.

`ADDONS = {"crawler.addon.CleanAddon": 100}` is all that a project needs; see docs/recipes.md.
"""

from __future__ import annotations

from scrapy.settings import BaseSettings

ORDER = 950  # near the spider, so that a project's other middlewares see our records like the spider's own results


class CleanAddon:
    """Adds a record to a callback's results if its response is an article."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Add the middleware that cleans, unless the project places it itself."""
        from crawler.addon.middleware import CleanMiddleware  # here, because the settings are read before the reactor

        settings.setdefault_in_component_priority_dict("SPIDER_MIDDLEWARES", CleanMiddleware, ORDER)
