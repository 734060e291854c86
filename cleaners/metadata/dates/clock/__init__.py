"""The time of day in a date, and its UTC offset."""
