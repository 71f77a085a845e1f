"""Forms to print: what a plan and a scenario say, as pages for A4 and as files for Word."""
