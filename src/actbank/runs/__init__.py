"""What a run was and what came out of it, as files."""
