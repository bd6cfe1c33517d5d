"""What a unit is asked for, and what is read back from it."""
