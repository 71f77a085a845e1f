"""What follows from what happened: no I/O and no clock in here."""
