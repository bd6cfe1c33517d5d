"""Reads a returned form as a user who may do nothing, whoever started it: run by a test, from the form's own folder."""

import encodings.cp437  # noqa: F401  what is loaded on the way must be here before the rights are given up
import os
import sys
import zipfile  # noqa: F401
from pathlib import Path

import openpyxl.descriptors.excel  # noqa: F401

from db.disk.failures import Refusal
from db.workbooks.returned_book import read_form

form = Path(sys.argv[1])
os.chdir(form.parent)
os.seteuid(65534)
try:
    read_form(Path(form.name))
except Refusal as error:
    sys.stderr.write(error.sentence + "\n")
    sys.exit(1)
