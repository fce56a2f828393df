"""Scores and articles as pages to look at; computes nothing that is not already computed."""
