"""Extracted events as a table: which of them, one row an event, and the files it is written to."""
