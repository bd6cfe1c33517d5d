"""What is seen: windows, item models, forms, charts. The only room that knows Qt."""
