"""What works here and what does not: the terminal, the settings, the articles, the notes, with what to do about it."""
