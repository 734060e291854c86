"""Boxes beside the text of a story, such as forms, promotions, players and portraits of the author."""
