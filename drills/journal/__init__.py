"""The journal: every fact that state or report depends on, append-only; the only truth."""
