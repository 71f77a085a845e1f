"""The ledger that a municipality keeps already: its tables become a plan, and a plan its tables."""
