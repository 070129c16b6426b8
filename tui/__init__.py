"""briefing-tui: a terminal reading desk for people who work from news."""

__version__ = "0.1.0"
