"""Speed and memory, measured by one command each; the first lines of each file name it."""
