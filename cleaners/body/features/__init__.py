"""Features of blocks: one number per question, one row per block."""
