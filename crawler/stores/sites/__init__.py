"""Facts about sites: listings, sections, pauses, query parameters, site lines and reserved rights."""
