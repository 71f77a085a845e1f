"""What will happen: scenarios as frozen values, what is expected of readings, and how both are read."""
