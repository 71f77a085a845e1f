"""The service that starts the year's drills: its clock, its claims, its children and its record."""
