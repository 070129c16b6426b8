"""Gets one address after the other, politely and with care: what a server says of itself is not believed."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import getproxies

from tui import __version__
from tui.documents.formats import FormatError, from_the_extra, size_told
from tui.fetching.model import Answer, FetchError, Limits, Wanted

if TYPE_CHECKING:
    import httpx

_MOST_REDIRECTS = 10
_HEADERS = {
    "User-Agent": f"briefing-tui/{__version__} (a reader's own program)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",  # of these a piece that arrives can be unpacked without filling memory
}


class Web:
    """Some addresses at a time, few of one host. Certificates are checked."""

    def __init__(self, client: httpx.AsyncClient, limits: Limits) -> None:
        self._client = client
        self._limits = limits
        self._all = asyncio.Semaphore(limits.at_once)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(limits.per_host))

    async def get(self, wanted: Wanted, *, etag: str = "", modified: str = "") -> Answer:
        """What a server answers, redirects followed; `etag` and `modified` are those of what is here. Raises
        FetchError.
        """
        import httpx

        address = checked(wanted.address)
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        async with self._hosts[_host(address)], self._all:
            try:
                async with asyncio.timeout(self._limits.timeout):
                    return await self._followed(
                        address, {key: value for key, value in headers.items() if value}, wanted
                    )
            except (TimeoutError, httpx.TimeoutException):
                raise FetchError(f"took longer than {self._limits.timeout:g} seconds") from None
            except httpx.DecodingError:
                raise FetchError("is damaged (packed wrongly)") from None
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
                raise FetchError(_reason(error)) from None

    async def _followed(self, address: str, headers: Mapping[str, str], wanted: Wanted) -> Answer:
        near = wanted.given and await _is_near(_host(address))
        may_be_near = wanted.given
        for _ in range(_MOST_REDIRECTS + 1):
            if not may_be_near and await _is_near(_host(address)):
                raise FetchError(f"leads to a machine of your own network ({_host(address)}): not followed")
            async with self._client.stream("GET", address, headers=headers) as response:
                if not may_be_near:
                    _refuse_near_peer(response)
                if not response.has_redirect_location:
                    return await self._read(response, address)
                target = checked(urljoin(address, response.headers["location"]))
            if address.startswith("https:") and not target.startswith("https:"):
                raise FetchError(f"leads from a safe connection to an open one ({target}): not followed")
            address, may_be_near = target, near
        raise FetchError(f"redirects more than {_MOST_REDIRECTS} times")

    async def _read(self, response: httpx.Response, address: str) -> Answer:
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return Answer(address, unchanged=True)
        if not response.is_success:
            again = response.headers.get("retry-after", "")
            more = f"; try again in {again} seconds" if again.isdecimal() else ""
            raise FetchError(f"answers {response.status_code} ({response.reason_phrase or 'an error'}){more}")
        told = response.headers.get("content-length", "")
        if told.isdecimal() and int(told) > self._limits.largest:
            raise FetchError(f"is too large: {size_told(int(told))}, at most {size_told(self._limits.largest)}")
        data = bytearray()
        async for piece in response.aiter_bytes():
            data += piece
            if len(data) > self._limits.largest:
                raise FetchError(f"is too large: more than {size_told(self._limits.largest)}")
        return Answer(
            address,
            bytes(data),
            response.headers.get("content-type", "").partition(";")[0].strip().lower(),
            response.charset_encoding or "",
            response.headers.get("etag", ""),
            response.headers.get("last-modified", ""),
        )


@asynccontextmanager
async def web(limits: Limits) -> AsyncIterator[Web]:
    """Raises FetchError where httpx is not installed."""
    try:
        with from_the_extra():
            import httpx
    except FormatError as error:
        raise FetchError(str(error)) from None
    async with httpx.AsyncClient(headers=_HEADERS, timeout=limits.timeout, follow_redirects=False) as client:
        yield Web(client, limits)


def checked(address: str) -> str:
    """An address that may be fetched, without the place in the page. Raises FetchError."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port  # which is looked at only now
    except ValueError:
        raise FetchError("is no address") from None
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"is no address of the web (http:// or https://){f': {parts.scheme}' if parts.scheme else ''}")
    if not host:
        raise FetchError("names no host")
    if parts.username is not None:
        raise FetchError("holds a password, which would be written down: not fetched")
    return urldefrag(address).url


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""


async def _is_near(host: str) -> bool:
    """True for a machine that only the reader's own network can reach, or this one. One that is not found is not."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return any(_is_near_number(str(each[4][0])) for each in found)


def _is_near_number(number: str) -> bool:
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return not address.is_global or address.is_multicast


def _refuse_near_peer(response: httpx.Response) -> None:
    """A name may stand for one machine when it is looked up and for another when it is asked."""
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    if peer and not getproxies() and _is_near_number(str(peer[0])):
        raise FetchError("leads to a machine of your own network: not followed")


def _reason(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"shows a certificate that is not valid ({cause.verify_message})"
        if isinstance(cause, socket.gaierror):
            return "names a host that is not found"
        cause = cause.__cause__ or cause.__context__
    told = " ".join(str(error).split()) or type(error).__name__
    return f"cannot be fetched ({told[0].lower()}{told[1:]})"
