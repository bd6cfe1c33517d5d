"""What Chinese words of numbers, demands, dates and titles mean."""
