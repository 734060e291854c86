"""Text in every script: charsets, words and sentences, normalized lines."""
