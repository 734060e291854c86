"""Link the articles of a batch that tell the same story, by datatrove's MinHash with the store's tokens."""
