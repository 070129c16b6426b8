"""The reader's corrections of what the extractor found: notes (motivation `editing`) that are applied to
an analysis.

A correction is a note like any other: it lies in the document's notes file, is anchored by its passage, is
undone by removing it, and so outlives a new extraction. Its body is a mapping in YAML that people can read
and write (see `tui.annotations.corrections.body`)."""

from tui.annotations.corrections.applying import apply_corrections
from tui.annotations.corrections.body import describe, is_correction
from tui.annotations.corrections.making import (
    add_quote,
    correct_kind,
    correct_span,
    correct_speaker,
    merge_actors,
    reject_quote,
    rename_actor,
    split_actor,
)

__all__ = [
    "add_quote",
    "apply_corrections",
    "correct_kind",
    "correct_span",
    "correct_speaker",
    "describe",
    "is_correction",
    "merge_actors",
    "reject_quote",
    "rename_actor",
    "split_actor",
]
