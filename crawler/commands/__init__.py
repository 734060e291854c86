"""The commands: each declares its options, checks them, and calls its action in `crawler.actions`.

A command imports nothing that takes long; what it needs for its work is imported when it runs. Every command exits with
2 if its arguments, settings or source files cannot be used (UsageError).
"""

import sys

from crawler.command_line import CheckedCommand

if "scrapy.commands" in sys.modules:  # `scrapy` is running, and looks here for commands of its own kind
    sys.modules["scrapy.commands"].ScrapyCommand.register(CheckedCommand)
