"""The *.ydt file: opened, locked, read, written, journalled, backed up."""
