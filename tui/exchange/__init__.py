"""Notes in the formats of other programs: written for them, and read from them."""
