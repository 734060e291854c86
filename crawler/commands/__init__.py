"""The commands of `scrapy`: each declares its options, checks them, and calls its action in `crawler.actions`.

Scrapy imports all these modules at every start. They import nothing that takes long; what a command needs for its work
is imported when it runs. Every command exits with 2 if its arguments, settings or source files cannot be used
(UsageError).
"""
