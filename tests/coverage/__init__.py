"""What the founding documents ask for, and where each of it is held, drilled, measured, proven."""
