"""The extractor's version: stored analyses of another one are made again.

Raise it with every change of what is found, or of how that is kept.
"""

VERSION = "18"
