"""What people type: one file for each command, and the few things they share."""
