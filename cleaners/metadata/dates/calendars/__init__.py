"""Calendars other than the Gregorian one."""
