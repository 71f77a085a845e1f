"""What every page of ours is served by: connections, limits, headers, languages and templates."""
