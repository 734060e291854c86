"""Benchmarks of quality: what is found, missed and wrongly removed."""
