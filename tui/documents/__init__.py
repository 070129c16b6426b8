"""Articles: their model, one reader for each format, recognisers of their shapes."""

from tui.documents.model import Block, BlockKind, Document, Entry

__all__ = ["Block", "BlockKind", "Document", "Entry"]
