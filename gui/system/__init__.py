"""Windows, Qt and folders: what the computer's own ways ask for."""
