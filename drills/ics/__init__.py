"""Calendars as files that other programs take in (RFC 5545, RFC 7986): values, and one writer."""
