"""A scenario that one body sends to many, in one signed file (``docs/packs.md``)."""
