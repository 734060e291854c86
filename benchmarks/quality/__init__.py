"""Benchmarks of quality: the text, links, pairs and alarms that are found, missed or wrong."""
