"""One address is fetched: what a server can do to it."""

from __future__ import annotations

import gzip
import ssl
from http.server import BaseHTTPRequestHandler

import pytest
import trustme

from tests.serving import Reply, Site, moved, page, serving
from tui.fetching.model import Answer, FetchError, Limits, Wanted
from tui.fetching.web import checked, web

LIMITS = Limits(timeout=30, largest=1_000_000, at_once=4, per_host=2)
SOON = Limits(timeout=1, largest=1_000_000, at_once=4, per_host=2)


async def got(address: str, limits: Limits = LIMITS, *, given: bool = True, **known: str) -> Answer:
    async with web(limits) as opened:
        return await opened.get(Wanted(address, given), **known)


async def refused(address: str, limits: Limits = LIMITS, *, given: bool = True) -> str:
    with pytest.raises(FetchError) as caught:
        await got(address, limits, given=given)
    assert "\n" not in str(caught.value)
    return str(caught.value)


async def test_page_comes_with_what_the_server_tells_of_it(site: Site) -> None:
    site["/"] = page("Talks", etag='"1"', modified="Thu, 10 Feb 2022 14:05:00 GMT")
    answer = await got(site.at("/#below"))
    assert b"Talks" in answer.data
    assert (answer.address, answer.kind, answer.charset) == (site.at("/"), "text/html", "utf-8")
    assert (answer.etag, answer.modified) == ('"1"', "Thu, 10 Feb 2022 14:05:00 GMT")
    assert [agent.partition("/")[0] for agent in site.agents] == ["briefing-tui"]


@pytest.mark.parametrize("known", [{"etag": '"1"'}, {"modified": "Thu, 10 Feb 2022 14:05:00 GMT"}])
async def test_what_has_not_changed_is_not_sent_again(site: Site, known: dict[str, str]) -> None:
    site["/"] = page("Talks", etag='"1"', modified="Thu, 10 Feb 2022 14:05:00 GMT")
    answer = await got(site.at("/"), **known)
    assert answer.unchanged
    assert answer.data == b""


async def test_redirects_are_followed_to_the_end(site: Site) -> None:
    site["/a"], site["/b"], site["/c/d"] = moved("/b"), moved("c/d"), page("Talks")
    assert (await got(site.at("/a"))).address == site.at("/c/d")


async def test_redirects_in_a_circle_end(site: Site) -> None:
    site["/a"], site["/b"] = moved("/b"), moved("/a")
    assert await refused(site.at("/a")) == "redirects more than 10 times"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("file:///etc/passwd", "is no address of the web (http:// or https://): file"),
        ("ftp://example.org/", "is no address of the web (http:// or https://): ftp"),
        ("javascript:alert(1)", "cannot be fetched ("),
        ("http://[::", "cannot be fetched ("),
    ],
)
async def test_redirect_leads_to_the_web_only(site: Site, target: str, reason: str) -> None:
    site["/"] = moved(target)
    assert (await refused(site.at("/"))).startswith(reason)


async def test_page_that_nobody_gave_may_not_lead_to_a_machine_nearby(site: Site) -> None:
    site["/"] = page("Secret")
    assert "your own network" in await refused(site.at("/"), given=False)
    assert site.asked == []
    assert "your own network" in await refused("http://[::ffff:127.0.0.1]/", given=False)
    assert "your own network" in await refused("http://10.0.0.1/", given=False)


async def test_server_that_says_nothing_is_not_waited_for(site: Site) -> None:
    site["/"] = lambda handler: site.ending.wait(60) and None
    assert await refused(site.at("/"), SOON) == "took longer than 1 seconds"


async def test_server_that_says_little_and_little_is_not_waited_for(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not site.ending.wait(0.05):
            handler.wfile.write(b"x")

    site["/"] = drip
    assert await refused(site.at("/"), SOON) == "took longer than 1 seconds"


async def test_body_without_end_is_left(site: Site) -> None:
    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not site.ending.is_set():
            handler.wfile.write(bytes(65536))

    site["/"] = pour
    assert await refused(site.at("/")) == "is too large: more than 1.0 MB"


async def test_body_that_is_said_to_be_large_is_not_read(site: Site) -> None:
    def promise(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "5000000")
        handler.end_headers()
        site.ending.wait(60)

    site["/"] = promise
    assert await refused(site.at("/")) == "is too large: 4.8 MB, at most 1.0 MB"


async def test_body_that_unpacks_without_end_is_left(site: Site) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 100_000
    site["/"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
    assert await refused(site.at("/")) == "is too large: more than 1.0 MB"
    site["/bad"] = Reply(b"no gzip", headers={"Content-Encoding": "gzip"})
    assert await refused(site.at("/bad")) == "is damaged (packed wrongly)"


async def test_what_the_server_refuses_is_told(site: Site) -> None:
    assert await refused(site.at("/none")) == "answers 404 (Not Found)"
    site["/"] = Reply(status=429, headers={"Retry-After": "120"})
    assert await refused(site.at("/")) == "answers 429 (Too Many Requests); try again in 120 seconds"


async def test_server_that_breaks_off_is_told(site: Site) -> None:
    def break_off(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    site["/"] = break_off
    assert (await refused(site.at("/"))).startswith("cannot be fetched (")


async def test_nobody_there_is_told() -> None:
    with serving() as gone:
        address = gone.at("/")
    assert (await refused(address)).startswith("cannot be fetched (")


async def test_certificate_must_be_one_that_the_system_trusts(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with serving(context) as site:
        site["/"] = page("Talks")
        site["/open"] = moved("http://127.0.0.1:9/")
        assert (await refused(site.at("/"))).startswith("shows a certificate that is not valid (")
        assert site.asked == []
        trusted = tmp_path_factory.mktemp("trust") / "authority.pem"
        authority.cert_pem.write_to_path(str(trusted))
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        assert b"Talks" in (await got(site.at("/"))).data
        assert "from a safe connection to an open one" in await refused(site.at("/open"))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "talks",
        "file:///etc/passwd",
        "http://",
        "http:///x",
        "https://name:secret@example.org/",
        "http://a:99999999/",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(FetchError):
        checked(address)
