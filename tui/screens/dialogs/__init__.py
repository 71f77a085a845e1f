"""The questions that come up over a screen; each gives an order back, or nothing."""
