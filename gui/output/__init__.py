"""What goes out: the quarter's workbook and the forms to fill in."""
