"""A stock token classifier over one flat BIO sequence: what any `transformers` pipeline can run without ActBank."""
