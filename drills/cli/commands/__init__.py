"""One file is one command; the file's name is what people type."""
