"""Articles to model input and model output to events: the only place where code points meet tokens."""
