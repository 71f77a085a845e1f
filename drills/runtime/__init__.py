"""All that waits: the runner, the asking of probes, SSH, clocks."""
