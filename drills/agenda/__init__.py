"""The plan's days as a calendar for groupware: planned drills, and what is due by a day."""
