"""Past drills: what the journals of a folder say together, over years."""
