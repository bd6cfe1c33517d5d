"""What is kept: the plan file, its journal and backups, workbooks, commands."""
