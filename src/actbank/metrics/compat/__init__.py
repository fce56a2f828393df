"""Other scorers' numbers, reproduced on any prediction file, each with the rule that makes it differ."""
