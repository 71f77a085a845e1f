"""The engine: a pure core, the journal of what happened, and the thin edges that touch the world."""
