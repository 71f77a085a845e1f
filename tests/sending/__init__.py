"""Messages to people, through real servers and programs."""
