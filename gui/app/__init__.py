"""The program starts, shows its first window, and answers the unexpected."""
