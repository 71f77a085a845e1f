"""What an operating system is given so that it starts the scheduled drills and keeps them going."""
