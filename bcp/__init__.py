"""What we promised: the ICT business continuity plan as frozen values, and how it is read."""
