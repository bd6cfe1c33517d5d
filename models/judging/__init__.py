"""Pace, light and order: how far a target is, and which light that is."""
