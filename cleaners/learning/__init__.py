"""Machine learning that the models of HTML blocks and of text lines share."""
