"""What will happen: scenarios as frozen values, and what is expected of readings."""
