"""A draft is held against the articles of a library by a process of its own."""
