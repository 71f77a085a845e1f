"""Would the plan work today: what was verified, what changed since, and what is due."""
