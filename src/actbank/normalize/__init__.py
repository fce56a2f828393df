"""What events mean outside the text: codes of other schemes."""
