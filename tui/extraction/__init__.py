"""Who said what: attributions and actors of a document, by rules and word lists."""

from tui.extraction.model import Actor, ActorKind, Analysis, Attribution, Kind, Marked, MarkedKind

__all__ = ["Actor", "ActorKind", "Analysis", "Attribution", "Kind", "Marked", "MarkedKind"]
