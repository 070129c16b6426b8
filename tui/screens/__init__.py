"""Full screens, one module each, with the style sheet beside it."""
