"""填报: the grid to type into, the form beside it, what asks for attention, the period."""
