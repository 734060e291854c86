"""Link the articles of a batch that tell the same story: MinHash by datatrove, with the tokens of the store."""
