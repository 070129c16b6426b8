"""Articles and feeds from the web: fetched when the reader says so, and saved as files among the others."""
