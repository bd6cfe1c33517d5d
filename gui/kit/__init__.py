"""Our own widgets and looks, which know nothing of plans."""
