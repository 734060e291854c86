"""Fitting of the line model: pages of the evaluation sets as plain text, their labels, and scores on unseen sites."""
