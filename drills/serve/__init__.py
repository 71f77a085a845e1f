"""Read-only pages: the board for the room, and the reports for those who may read them."""
