"""The statements of a library, grouped in a process of its own, so that a key press never waits for it."""
