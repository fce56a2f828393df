"""Scoring: predicted events against gold events, as integer counts with a signature."""
