"""Briefings: who said what, with variants, provenance, the reader's notes and the sources cited, as one file."""
