"""The open ledger in the window: its thread, its judgement, and what a page is."""
