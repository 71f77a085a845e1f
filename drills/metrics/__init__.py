"""Figures for monitoring systems: how ready the plan is, what is due, how the programme runs."""
