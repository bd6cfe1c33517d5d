"""Pictures of every page, dialog and state of the window, to be looked at; and what is cut off in them."""
