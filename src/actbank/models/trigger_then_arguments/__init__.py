"""``trigger_then_arguments``: one encoder finds triggers, another reads the window again for each of them."""
