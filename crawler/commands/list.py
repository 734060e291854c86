"""`newsgalley list`: the spiders that `newsgalley crawl` runs."""

from __future__ import annotations

import argparse
from typing import Any, ClassVar

from scrapy.exceptions import UsageError

from crawler.command_line import CheckedCommand
from crawler.spiders.arguments import ARGUMENTS


class Command(CheckedCommand):
    """Lists the spiders."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def short_desc(self) -> str:
        """Return what the command does."""
        return "List the spiders that `newsgalley crawl` runs"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the names, one per line."""
        if args:
            raise UsageError(f"newsgalley list takes no arguments, not {args[0]!r}.", print_help=False)
        print("\n".join(ARGUMENTS))
