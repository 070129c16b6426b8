"""The extractor's version: stored analyses of another one are made again.

Raise it with every change of what is found.
"""

VERSION = "13"
