"""Files that hold several articles."""
