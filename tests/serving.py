"""A server on this machine that answers as a test wants, well or ill."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SAID = (
    "“Nothing came of it,” said Mr. Ivanov after the negotiations in the old capital, where ministers had met for the "
    "third time in as many weeks without any result that they could have told the press about on that day or any other."
)
PAGE = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>"
    f"<p>{SAID}</p><p>Then he left.</p></article></body></html>"
)


@dataclass(frozen=True)
class Reply:
    """What the server sends. `etag` and `modified` make the answer conditional."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    modified: str = ""


def page(title: str, **told: str) -> Reply:
    return Reply(PAGE.format(title).encode(), **told)  # type: ignore[arg-type]


def moved(to: str) -> Reply:
    return Reply(status=302, headers={"Location": to})


Answering = Reply | Callable[[BaseHTTPRequestHandler], None]


class Site:
    """The server's pages by path; it may be changed while it runs."""

    def __init__(self, host: str, port: int, scheme: str) -> None:
        self.address = f"{scheme}://{host}:{port}"
        self.pages: dict[str, Answering] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.lock = threading.Lock()
        self.ending = threading.Event()

    def __setitem__(self, path: str, reply: Answering) -> None:
        self.pages[path] = reply

    def at(self, path: str) -> str:
        return self.address + path

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        reply = self.pages.get(handler.path, Reply(b"gone", status=404))
        with self.lock:
            self.asked.append(handler.path)
            self.agents.add(handler.headers.get("User-Agent", ""))
        try:
            if callable(reply):
                reply(handler)
            else:
                send(handler, reply)
        except OSError:  # the other side has had enough
            pass


def send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """Answer with a reply, or that nothing has changed."""
    asked = handler.headers
    known = (reply.etag and asked.get("If-None-Match") == reply.etag) or (
        reply.modified and asked.get("If-Modified-Since") == reply.modified
    )
    handler.send_response(304 if known else reply.status)
    told = {"Content-Type": reply.kind, "ETag": reply.etag, "Last-Modified": reply.modified, **reply.headers}
    for name, value in told.items():
        if value:
            handler.send_header(name, value)
    handler.send_header("Content-Length", "0" if known else str(len(reply.body)))
    handler.end_headers()
    handler.wfile.write(b"" if known else reply.body)


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site on this machine, with a certificate where `context` has one."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site("127.0.0.1", server.server_address[1], "https" if context else "http")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.ending.set()
        server.shutdown()
        server.server_close()
        thread.join()
