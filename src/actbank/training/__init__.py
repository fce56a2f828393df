"""Training loops on `transformers.Trainer`.

Batches by token budget, rates by part, dev scores, resumption. Knows no events.
"""
