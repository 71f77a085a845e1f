"""A drill as plain frozen values: what a screen shows, and nothing that knows of a screen."""
