"""The page where staff check in: served while a drill runs, on one address of its terminal."""
