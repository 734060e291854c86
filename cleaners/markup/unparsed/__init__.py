"""Passes over markup before it is parsed: bounds on its depth and on repetitions, programs without their code."""
