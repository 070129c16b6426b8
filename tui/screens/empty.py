"""What is said where there is nothing to read."""

from __future__ import annotations

from tui.screens.session import Session


def nothing_to_read(session: Session) -> str:
    """Why, and what to do about it; one paragraph a line."""

    def key(action: str) -> str:
        keys = session.keymap.keys_of(action)
        return f" ({keys[0]})" if keys else ""

    reasons = [*session.problems] or [f"{root}: holds no articles" for root in session.roots]
    return "\n".join(
        [
            "Nothing to read here.",
            "",
            *reasons,
            "",
            f"Put articles there and look again{key('reload')}, or fetch some from the web{key('add-address')};"
            f" or leave{key('back-or-close')} and start",
            "",
            "briefing-tui FOLDER ARTICLE …",
            "curl -s ADDRESS | briefing-tui -",
            "briefing-tui",
            "",
            "The last one opens six articles that come along.",
        ]
    )
