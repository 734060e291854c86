"""Fits the line model: pages of the evaluation sets as plain text, their labels, and the scores on unseen sites."""
