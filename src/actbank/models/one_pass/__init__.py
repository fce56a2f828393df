"""``one_pass``: one encoder pass over a window finds its triggers and, for each, its arguments and attributes."""
