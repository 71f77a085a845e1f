"""The fiscal year as a calendar."""
