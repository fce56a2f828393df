"""Corpora by name: read, split, checked, and written as Hugging Face data sets."""
