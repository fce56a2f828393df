"""Systems compared on the same gold: differences with intervals, paired randomization, ties."""
