"""The table that one types in, as in Excel."""
