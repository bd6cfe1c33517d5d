"""The plan's tree, and how headings and targets are changed."""
