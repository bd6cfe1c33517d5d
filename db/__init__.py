"""What is kept: the plan file, its journal and backups, workbooks, commands."""

import logging

# what is logged is for the maintainer, who adds a handler; a clerk's console stays free of it
logging.getLogger(__name__).addHandler(logging.NullHandler())
