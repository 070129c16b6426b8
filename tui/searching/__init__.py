"""Searching as both the desk and the commands do it: with the reader's notes and marks, and with saved queries."""
