"""The parts of the proof: what is driven, one after the other, on both seats."""
