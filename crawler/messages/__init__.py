"""Word what users read: counts, errors and suggestions, and text from pages made safe to print."""
