"""What the menu ≡ opens: settings, directory, history, backups, help."""
