"""What a plan is: entities, periods, quantities, settings, the outline, the directory."""
