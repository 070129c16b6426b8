"""Panes and parts of the screens."""
