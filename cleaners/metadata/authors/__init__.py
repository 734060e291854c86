"""Authors: where a page names them, and which names are people."""
