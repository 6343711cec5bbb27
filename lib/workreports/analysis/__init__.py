"""What one asks of a corpus: terms, keyness, concordance, topics, shared wording, statistics."""
