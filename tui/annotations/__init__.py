"""The reader's notes: model, selectors and anchoring, the YAML store."""
