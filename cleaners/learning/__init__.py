"""Parts that the learned models of HTML blocks and of text lines share."""
