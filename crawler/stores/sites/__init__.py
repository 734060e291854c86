"""What the store knows about sites: their listings, sections, query parameters, repeated lines and reservations."""
