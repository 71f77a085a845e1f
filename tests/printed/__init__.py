"""Forms to print."""
