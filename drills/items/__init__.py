"""Action items (改善事項): found in drills, kept in the plan, closed by later drills."""
