"""Excel workbooks: written for people to fill in or to read, and read as they come back."""
