"""Evidence for the kind of a page, such as article, section or login: its address, its phrases, its teasers."""
