"""Full-text search over a library: what is kept for it, and how queries are answered from that."""
