"""The engine: a pure core, the journal of what happened, and thin edges to the world."""
