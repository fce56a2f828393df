"""Training loops on `transformers.Trainer`: batches by token budget, rates by part, dev scores, resumption. Knows no events."""
