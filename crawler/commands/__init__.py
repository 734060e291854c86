"""The commands of `scrapy`: each parses its arguments, calls other modules, and prints.

Every command exits with 2 if its arguments, settings or source files cannot be used (UsageError).
"""

# On import, this module makes Scrapy look up the source of every frame on the stack, three times. When it was imported
# deep within the imports of a command, that took a quarter of the command's start; here the stack is short.
import scrapy.core.downloader.contextfactory  # noqa: F401
