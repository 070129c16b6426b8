"""The set of documents and its index: catalogue on disk, background indexing, the reader's state."""
