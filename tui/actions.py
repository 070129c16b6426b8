"""The action registry: all that a user can do by key, each with a name, a description and a place.

The keys themselves stand in `config.yaml`; `tui.keymap` joins the two.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Context(StrEnum):
    """Where a key holds. An inner context goes before an outer one: selecting, reading, desk; quotes, list,
    desk.
    """

    DESK = "desk"
    LIST = "list"
    ARTICLES = "articles"
    READING = "reading"
    SELECTING = "selecting"
    QUOTES = "quotes"
    ACTORS = "actors"
    NOTES = "notes"
    ALL_NOTES = "all-notes"
    COVERAGE = "coverage"
    TIMELINE = "timeline"
    SEARCH = "search"


class Action(msgspec.Struct, frozen=True):
    """One thing a user can do.

    `title` fits the footer (at most 12 cells), `description` is a sentence for help and palette. A `counted`
    action takes a number before its key ("5j"); one with an `argument` waits for one more key, a mark's
    letter. One that can be done `at_once` may be taken back: a lone digit that is its key need not wait for what
    follows.
    """

    id: str
    title: str
    description: str
    context: Context
    group: str
    counted: bool = False
    argument: bool = False
    footer: bool = False
    at_once: bool = False


_DESK, _READING, _SELECTING = Context.DESK, Context.READING, Context.SELECTING
_ALL_NOTES, _COVERAGE, _TIMELINE = Context.ALL_NOTES, Context.COVERAGE, Context.TIMELINE
_SEARCH = Context.SEARCH

_PANES = "Panes"
_MOVING = "Moving"
_FINDING = "Finding"
_LINKS = "Links"
_SELECTION = "Selecting"
_NOTES = "Notes"
_ARTICLES = "Articles"
_VIEW = "View"
_PROGRAM = "Program"

# A table: one action a row or two.
# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("pane-left", "Pane left", "Go to the pane on the left.", _DESK, _PANES),
    Action("pane-right", "Pane right", "Go to the pane on the right.", _DESK, _PANES),
    Action("pane-1", "Articles", "Go to the list of articles.", _DESK, _PANES, at_once=True),
    Action("pane-2", "Reading", "Go to the text.", _DESK, _PANES, at_once=True),
    Action("pane-3", "Quotes", "Go to the quotes.", _DESK, _PANES, at_once=True),
    Action("pane-4", "Actors", "Go to the actors.", _DESK, _PANES, at_once=True),
    Action("pane-5", "Notes", "Go to the notes.", _DESK, _PANES, at_once=True),
    Action("next-pane", "Next pane", "Go to the next pane.", _DESK, _PANES, footer=True),
    Action("previous-pane", "Prev. pane", "Go to the previous pane.", _DESK, _PANES),
    Action("down", "Down", "Go one line or row down.", _DESK, _MOVING, counted=True),
    Action("up", "Up", "Go one line or row up.", _DESK, _MOVING, counted=True),
    Action("half-page-down", "Half down", "Go half a page down.", _DESK, _MOVING, counted=True),
    Action("half-page-up", "Half up", "Go half a page up.", _DESK, _MOVING, counted=True),
    Action("page-down", "Page down", "Go one page down.", _DESK, _MOVING, counted=True),
    Action("page-up", "Page up", "Go one page up.", _DESK, _MOVING, counted=True),
    Action("top", "Top", "Go to the beginning.", _DESK, _MOVING),
    Action("bottom", "Bottom", "Go to the end.", _DESK, _MOVING),
    Action("next-paragraph", "Next par.", "Go to the next paragraph.", _READING, _MOVING, counted=True),
    Action("previous-paragraph", "Prev. par.", "Go to the previous paragraph.", _READING, _MOVING, counted=True),
    Action("caret-left", "Left", "Move the cursor one character to the left.", _READING, _MOVING, counted=True),
    Action("caret-right", "Right", "Move the cursor one character to the right.", _READING, _MOVING, counted=True),
    Action("next-word", "Next word", "Move the cursor to the next word.", _READING, _MOVING, counted=True),
    Action("search", "Search", "Search in the text.", _DESK, _FINDING, footer=True),
    Action("search-library", "Search all", "Search all articles, their quotes and your notes.", _DESK, _FINDING),
    Action("save-query", "Save query", "Keep the query under a name, or change it.", _SEARCH, _FINDING, footer=True),
    Action("next-match", "Next match", "Go to the next place that the search found.", _DESK, _FINDING, counted=True),
    Action("previous-match", "Prev. match", "Go to the previous place that the search found.", _DESK,
           _FINDING, counted=True),
    Action("filter", "Filter", "Show only the rows of this list that hold some words.", Context.LIST,
           _FINDING, footer=True),
    Action("compare", "Compare", "Show this quote's wordings in all articles, with what differs.", _DESK,
           _LINKS, footer=True),
    Action("next-variant", "Next wording", "Go to the same statement in the next article.", _DESK, _LINKS,
           counted=True),
    Action("previous-variant", "Prev. word.", "Go to the same statement in the article before.", _DESK,
           _LINKS, counted=True),
    Action("coverage", "Coverage", "Show who is quoted, or what was said, in which outlet.", _DESK, _LINKS),
    Action("coverage-rows", "Statements", "A row for each statement, or for each speaker.", _COVERAGE, _LINKS),
    Action("coverage-columns", "Columns", "A column for each outlet, article, or actor spoken of.", _COVERAGE, _LINKS),
    Action("coverage-sort", "Sort", "Sort by reports, by outlets, by name, or by time.", _COVERAGE, _LINKS),
    Action("coverage-only", "Alone", "List what one alone has, what all but one have, or all.", _COVERAGE, _LINKS),
    Action("actor-card", "Actor", "Show all of this actor: names, roles, quotes by it and about it.", _DESK, _LINKS),
    Action("timeline", "Timeline", "Show what was published when, and the days the texts tell of.", _DESK, _LINKS),
    Action("timeline-in", "Zoom in", "Show half the time, about the row.", _TIMELINE, _VIEW, counted=True),
    Action("timeline-out", "Zoom out", "Show twice the time, about the row.", _TIMELINE, _VIEW, counted=True),
    Action("timeline-kinds", "Kinds", "List all, what was published, or what texts tell.", _TIMELINE, _VIEW),
    Action("check-draft", "Check draft", "Hold every quotation of a draft of yours against the articles.",
           _DESK, _FINDING),
    Action("briefing", "Briefing",
           "Write who said what in the articles listed, with your notes, into a file.", _DESK, _ARTICLES),
    Action("to-speaker", "Speaker", "Go from a quote to who said it.", _DESK, _LINKS),
    Action("next-quote", "Next quote", "Go to the next quote in the text.", _DESK, _LINKS, counted=True),
    Action("previous-quote", "Prev. quote", "Go to the previous quote in the text.", _DESK, _LINKS, counted=True),
    Action("next-actor", "Next actor", "Go to the next mention of an actor.", _DESK, _LINKS, counted=True),
    Action("previous-actor", "Prev. actor", "Go to the previous mention of an actor.", _DESK, _LINKS, counted=True),
    Action("next-annotation", "Next note", "Go to the next note in the text.", _DESK, _LINKS, counted=True),
    Action("previous-annotation", "Prev. note", "Go to the previous note in the text.", _DESK, _LINKS, counted=True),
    Action("next-entry", "Next entry", "Go to the next entry of a live page.", _DESK, _LINKS, counted=True),
    Action("previous-entry", "Prev. entry", "Go to the previous entry of a live page.", _DESK, _LINKS, counted=True),
    Action("jump", "Jump", "Put a letter on everything in sight; typing it goes there.", _DESK, _LINKS, footer=True),
    Action("go-anywhere", "Go to", "Find an article, actor, quote, note or command by a few letters.", _DESK, _FINDING),
    Action("follow", "Follow", "Follow the link of the row, or of what is under the cursor.", _DESK, _LINKS,
           footer=True),
    Action("go-back", "Back", "Go back to where you were before the last link.", _DESK, _LINKS, counted=True,
           footer=True),
    Action("go-forward", "Forward", "Go forward again.", _DESK, _LINKS, counted=True),
    Action("set-mark", "Mark", "Remember this place under a letter.", _DESK, _LINKS, argument=True),
    Action("go-to-mark", "To mark", "Go to the place remembered under a letter.", _DESK, _LINKS, argument=True),
    Action("select-characters", "Select", "Select text, character by character.", _READING, _SELECTION, footer=True),
    Action("select-lines", "Select lines", "Select text, line by line.", _READING, _SELECTION),
    Action("select-quote", "Quote", "Select the quote under the cursor.", _SELECTING, _SELECTION, footer=True),
    Action("select-sentence", "Sentence", "Select the sentence under the cursor.", _SELECTING, _SELECTION, footer=True),
    Action("select-paragraph", "Paragraph", "Select the paragraph under the cursor.", _SELECTING, _SELECTION,
           footer=True),
    Action("extend-left", "Left", "Move the end of the selection to the left.", _SELECTING, _SELECTION, counted=True),
    Action("extend-down", "Down", "Move the end of the selection down.", _SELECTING, _SELECTION, counted=True),
    Action("extend-up", "Up", "Move the end of the selection up.", _SELECTING, _SELECTION, counted=True),
    Action("extend-right", "Right", "Move the end of the selection to the right.", _SELECTING, _SELECTION,
           counted=True),
    Action("extend-word", "Next word", "Move the end of the selection to the next word.", _SELECTING,
           _SELECTION, counted=True),
    Action("extend-word-end", "Word end", "Move the end of the selection to the end of the word.", _SELECTING,
           _SELECTION, counted=True),
    Action("extend-line-start", "Line start", "Move the end of the selection to the start of the line.",
           _SELECTING, _SELECTION),
    Action("extend-line-end", "Line end", "Move the end of the selection to the end of the line.", _SELECTING,
           _SELECTION),
    Action("annotate", "Note", "Write a note on the selection, or on the quote or sentence you are at.",
           _DESK, _NOTES, footer=True),
    Action("highlight", "Highlight",
           "Mark the selection, or the quote or sentence you are at, without a note.", _DESK, _NOTES),
    Action("edit-note", "Edit note", "Change the note you are at.", _DESK, _NOTES),
    Action("delete-note", "Delete note", "Delete the note you are at.", _DESK, _NOTES),
    Action("edit-tags", "Tags", "Change the tags of the note you are at.", _DESK, _NOTES),
    Action("undo", "Undo", "Take back the last change to the notes.", _DESK, _NOTES),
    Action("redo", "Redo", "Make the change that was taken back again.", _DESK, _NOTES),
    Action("restore-note", "Restore", "Bring back a note on this article that was deleted.", _DESK, _NOTES),
    Action("save-notes", "Save again", "Try again to save notes that could not be saved.", _DESK, _NOTES),
    Action("bookmark", "Bookmark", "Mark this place to come back to.", _DESK, _NOTES),
    Action("set-motivation", "Motivation", "Say what the note is for: comment, question, bookmark and so on.",
           _DESK, _NOTES),
    Action("link-note", "Link", "Link the note to a quote, an actor, another note or an address.", _DESK, _NOTES),
    Action("note-links", "Links", "Follow a link of the note, or one that leads to it.", _DESK, _NOTES),
    Action("all-notes", "All notes", "List the notes of all articles.", _DESK, _NOTES),
    Action("mark-note", "Mark", "Mark the note or the group, to change several together.", _ALL_NOTES, _NOTES,
           footer=True),
    Action("mark-all-notes", "Mark all", "Mark all notes that the list shows, or none.", _ALL_NOTES, _NOTES,
           footer=True),
    Action("group-notes", "Group", "Group by article, tag, actor, creator, motivation, or not.", _ALL_NOTES,
           _NOTES, footer=True),
    Action("sort-notes", "Sort", "Sort by article, newest, oldest, or words.", _ALL_NOTES, _NOTES, footer=True),
    Action("repair-anchor", "Re-anchor", "Lay this note to the selected words.", Context.NOTES, _NOTES),
    Action("correct", "Correct", "Correct the quote or actor you are at, or make the selection a quote.",
           _DESK, _NOTES, footer=True),
    Action("next-unread", "Next unread", "Open the next article that was not read yet.", _DESK, _ARTICLES),
    Action("list-copies", "Copies", "List the copies of an article that was saved more than once.", _DESK, _ARTICLES),
    Action("toggle-read", "Read", "Mark the article as read or unread.", _DESK, _ARTICLES),
    Action("toggle-star", "Star", "Give the article a star, or take it away.", _DESK, _ARTICLES),
    Action("copy", "Copy", "Copy the selection, quote or sentence with its citation.", _DESK, _ARTICLES),
    Action("copy-bare", "Copy words", "Copy the selection, quote or sentence without a citation.", _DESK, _ARTICLES),
    Action("open-url", "Open url", "Open the article's address in the browser.", _DESK, _ARTICLES),
    Action("open-editor", "Editor", "Open the article's file in $EDITOR.", _DESK, _ARTICLES),
    Action("reload", "Reload", "Read the article and its notes from the disk again; look for new ones.",
           _DESK, _ARTICLES),
    Action("pause-reading", "Pause", "Pause background reading, or go on with it.", _DESK, _ARTICLES, footer=True),
    Action("add-address", "Add address",
           "Fetch articles and feeds from the web, and save them among the articles.", _DESK, _ARTICLES),
    Action("refresh-feeds", "New in feeds", "Fetch what is new in the feeds that were added.", _DESK, _ARTICLES),
    Action("toggle-zen", "Zen", "Show the text alone, or all panes.", _DESK, _VIEW),
    Action("pane-wider", "Wider pane", "Make the focused list wider.", _DESK, _VIEW, counted=True),
    Action("pane-narrower", "Narrow pane", "Make the focused list narrower.", _DESK, _VIEW, counted=True),
    Action("hide-pane", "Hide pane", "Hide the focused list; from the text, bring hidden ones back.", _DESK, _VIEW),
    Action("choose-theme", "Theme", "Choose the colours, seeing them at once.", _DESK, _VIEW),
    Action("focus-paragraph", "Focus", "Dim all but the paragraph you are at, or nothing.", _DESK, _VIEW),
    Action("wider", "Wider", "Make the lines of the text longer.", _DESK, _VIEW, counted=True),
    Action("narrower", "Narrower", "Make the lines of the text shorter.", _DESK, _VIEW, counted=True),
    Action("toggle-time-order", "Time order", "Read a live page in the order of time, or as it stands.", _DESK, _VIEW),
    Action("toggle-litter", "Litter", "Hide or dim what was saved beside the article.", _DESK, _VIEW),
    Action("toggle-scope", "Here/all", "List the quotes and actors of this article, or of all articles.", _DESK, _VIEW),
    Action("sort", "Sort", "Sort the quotes by place or by speaker.", Context.QUOTES, _VIEW),
    Action("reason", "Why", "Say why the quote under the cursor was laid to its speaker.", _READING, _VIEW),
    Action("details", "Why", "Say why this quote was laid to this speaker.", Context.QUOTES, _VIEW, footer=True),
    Action("palette", "Commands", "Find an action by its name.", _DESK, _PROGRAM),
    Action("help", "Help", "Show the keys of this pane.", _DESK, _PROGRAM, footer=True),
    Action("cancel", "Cancel", "End the selection, the search or the filter.", _DESK, _PROGRAM),
    Action("back-or-close", "Close", "Close what is open on top; on the desk, leave the program.", _DESK,
           _PROGRAM, footer=True),
    Action("suspend", "To shell", "Stop the desk for a while: the shell's fg brings it back.", _DESK, _PROGRAM),
    Action("quit", "Quit", "Leave the program.", _DESK, _PROGRAM),
)
# fmt: on

_BY_ID = {each.id: each for each in ACTIONS}


def action(id: str) -> Action:
    """The action of that id; KeyError when there is none."""
    return _BY_ID[id]
