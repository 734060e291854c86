"""Benchmarks of cost: time, memory and throughput."""
