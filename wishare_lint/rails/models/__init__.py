"""Classes of models, by the files that define them, and the names that Rails makes of them."""
