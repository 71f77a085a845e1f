"""The parts of a drill's screens: each shows values of `tui.present` and knows no drill."""
