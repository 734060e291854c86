"""Other calendars than the Gregorian one."""
