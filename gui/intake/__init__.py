"""What comes in, previewed before it is taken: a folder for each kind of source."""
