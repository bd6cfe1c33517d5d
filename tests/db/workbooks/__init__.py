"""Tests of the workbooks, of their import and of the commands, by real files."""
