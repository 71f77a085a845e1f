"""Drills held beside each other: two of one municipality, or one scenario's in many."""
