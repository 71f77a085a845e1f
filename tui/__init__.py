"""A screen for the journal."""
