"""What the room sees on the projector, and what the operator sees meanwhile."""
