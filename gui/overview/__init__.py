"""总览: the plan as a tree, its lights, and the lists of what is behind or missing."""
