"""The window around the pages: toolbar, search, status bar, menus."""
