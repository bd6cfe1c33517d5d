"""What is done in one go: a plan made, a unit renamed, a period closed, forms taken."""
