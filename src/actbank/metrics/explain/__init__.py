"""Why scores are what they are: every event in its error class, and protocols side by side."""
