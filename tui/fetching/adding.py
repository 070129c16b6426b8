"""Fetches articles, feeds and lists of feeds, and saves what is new."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tui.annotations.saving import HIDDEN
from tui.documents.feeds import Item, looks_like_feed, read_feed
from tui.documents.formats import CONTAINERS, FormatError, suffix_of_type
from tui.documents.loading import DocumentError, load_given
from tui.documents.sniffing import sniffed
from tui.fetching.ledger import Fetched, Ledger, now
from tui.fetching.model import Answer, FetchError, Limits, Outcome, Wanted
from tui.fetching.opml import NAME, Subscription, Subscriptions, feeds_in, is_opml
from tui.fetching.pages import page_as_it_came, page_of_item, save_new
from tui.fetching.web import Web, checked, web
from tui.text import slug

_LONGEST_FOLDER = 40
_PLAIN = {"text/plain": ".txt", "text/markdown": ".md"}

Tell = Callable[[int, int, str], None]
"""Told how many addresses are done, of how many, and which is the last."""


async def add(
    wanted: Sequence[Wanted], folder: Path, limits: Limits, tell: Tell = lambda *_: None, *, pages: bool = False
) -> list[Outcome]:
    """Fetch addresses and save in a folder what is not there; a feed is followed from then on. With `pages` the page
    of each item of a feed is fetched, which in many is more than the feed tells.

    What is wrong with an address is told in its outcome. Raises FetchError where nothing can be done at all: httpx is
    not installed, the folder's list of feeds is damaged, another fetch is on the way; OSError where it cannot be
    written.
    """
    from tui.locks import FileLock, Timeout

    hidden = folder / HIDDEN
    hidden.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(hidden / "fetching.lock", timeout=0):
            async with web(limits) as opened:
                return await _Adding(opened, folder, tell, pages).all(wanted)
    except Timeout:
        raise FetchError("is being fetched into by another run") from None


async def refresh(folder: Path, limits: Limits, tell: Tell = lambda *_: None) -> list[Outcome]:
    """Fetch the new articles of all feeds that are followed in a folder. Raises as `add`, and where none is."""
    feeds = Subscriptions(folder).all()
    if not feeds:
        raise FetchError(f"follows no feeds ({NAME})")
    return await add([Wanted(feed.address) for feed in feeds], folder, limits, tell)


class _Adding:
    """One run."""

    def __init__(self, web: Web, folder: Path, tell: Tell, pages: bool) -> None:
        self._web = web
        self._folder = folder
        self._tell = tell
        self._pages = pages
        self._ledger = Ledger(folder)
        self._feeds = Subscriptions(folder)
        self._seen: set[str] = set()
        self._done = self._total = 0

    async def all(self, wanted: Sequence[Wanted]) -> list[Outcome]:
        """What became of each address, in their order; those that a list named follow the list."""
        new = list({each.address: each for each in wanted if each.address not in self._seen}.values())
        self._seen.update(each.address for each in new)
        self._total += len(new)
        outcomes = await asyncio.gather(*map(self._one, new))
        return [outcome for found in outcomes for outcome in found]

    async def _one(self, wanted: Wanted) -> list[Outcome]:
        try:
            outcomes = await self._taken(wanted)
        except (FetchError, FormatError) as error:
            outcomes = [Outcome(wanted.address, problem=str(error))]
        except OSError as error:
            outcomes = [Outcome(wanted.address, problem=f"cannot be saved ({error.strerror or error})")]
        self._count(wanted.address)
        return outcomes

    def _count(self, address: str) -> None:
        self._done += 1
        self._tell(self._done, self._total, address)

    async def _taken(self, wanted: Wanted) -> list[Outcome]:
        address = checked(wanted.address)
        wanted = Wanted(address, wanted.given)
        known = self._ledger.page(address)
        etag, modified = (known.etag, known.modified) if known else ("", "")
        answer = await self._web.get(wanted, etag=etag, modified=modified)
        if answer.unchanged:
            return [Outcome(address, known=int(known is not None and known.file != ""))]
        if is_opml(answer.data):
            feeds = [Wanted(feed.address, given=False) for feed in feeds_in(answer.data)]
            return [Outcome(address), *await self.all(feeds)]
        if looks_like_feed(answer.data):
            return [await self._feed(wanted, answer)]
        return [self._page(address, answer)]

    def _page(self, address: str, answer: Answer) -> Outcome:
        suffix = sniffed(answer.data) or suffix_of_type(answer.kind) or _PLAIN.get(answer.kind, "")
        if not suffix or suffix in CONTAINERS:
            raise FetchError(f"is {suffix or answer.kind or 'of no kind'}, neither an article nor a feed")
        data = page_as_it_came(answer) if suffix == ".html" else answer.data
        saved, document_id = self._saved(self._folder, suffix, data)
        file = self._relative(saved) or self._ledger.file_with(document_id)
        self._write_down(address, answer, file, document_id)
        return Outcome(address, (saved,) if saved else (), known=not saved)

    async def _feed(self, wanted: Wanted, answer: Answer) -> Outcome:
        address = wanted.address
        feed = read_feed(answer.data, answer.address)
        followed = next((each for each in self._feeds.all() if each.address == address), None)
        title = feed.title or urlsplit(address).hostname or ""
        subscription = followed or Subscription(address, title, slug(title, _LONGEST_FOLDER) or "feed", self._pages)
        new = [item for item in feed.items if not self._ledger.has_item(address, item.identity)]
        if subscription.pages:
            self._total += len(new)
        files = await asyncio.gather(*(self._item(wanted, item, subscription) for item in new))
        saved = tuple(file for file in files if file is not None)
        if followed is None:
            self._feeds.follow(subscription)
        self._write_down(address, answer)
        return Outcome(address, saved, len(feed.items) - len(saved))

    async def _item(self, feed: Wanted, item: Item, subscription: Subscription) -> Path | None:
        """The file that an item was saved in; none where its text is there already, or it has no words."""
        folder = self._folder / subscription.folder
        saved: tuple[Path | None, str] | None = None
        if subscription.pages:
            saved = await self._page_of(feed, item, folder)
            self._count(item.facts.url)
        try:
            file, document_id = saved or self._saved(folder, ".html", page_of_item(item))
        except FetchError:
            file, document_id = None, ""
        self._ledger.add(
            Fetched(item.facts.url, now(), self._relative(file), document_id, feed=feed.address, item=item.identity)
        )
        return file

    async def _page_of(self, feed: Wanted, item: Item, folder: Path) -> tuple[Path | None, str] | None:
        """As `_saved`, the page of an item; None where there is none: what the feed tells has to do."""
        near = feed.given and urlsplit(item.facts.url).hostname == urlsplit(feed.address).hostname
        try:
            answer = await self._web.get(Wanted(item.facts.url, given=near))
            suffix = sniffed(answer.data) or suffix_of_type(answer.kind)
            return self._saved(folder, suffix, page_as_it_came(answer)) if suffix == ".html" else None
        except FetchError:
            return None

    def _saved(self, folder: Path, suffix: str, data: bytes) -> tuple[Path | None, str]:
        """The file that an article was saved in, none where its text is there already; and the id of its text."""
        try:
            document = load_given(data, f"article{suffix}")
        except DocumentError as error:
            raise FetchError(error.reason) from None
        if self._ledger.file_with(document.id):
            return None, document.id
        return save_new(folder, document.title, suffix, data), document.id

    def _write_down(self, address: str, answer: Answer, file: str = "", document: str = "") -> None:
        self._ledger.add(Fetched(address, now(), file, document, etag=answer.etag, modified=answer.modified))

    def _relative(self, file: Path | None) -> str:
        return file.relative_to(self._folder).as_posix() if file else ""
