"""From events to what people read: rows first, then text or JSON."""
