"""A judged plan in words and cells."""
