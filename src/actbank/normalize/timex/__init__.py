"""Reading time expressions: periods of the calendar, what they are read against, and the rules by kind of wording."""
