"""The results: Parquet files of one row an article, which other programs read too.

| column | type | |
|---|---|---|
| path | string | the article: a path or url; of one in a JSON lines file `url!/name` |
| problem | string | why it could not be read or analysed; "" where it could, and all that follows is set |
| size, digest | int64, string | bytes as they were read, and the BLAKE2b of them (16 hexadecimal digits) |
| document_id | string | the hash of its normalised text, by which notes know it |
| title, outlet, language, url | string | "" where not known |
| byline | list of string | |
| published | string | ISO 8601, in UTC; null where not known |
| words | int32 | |
| text | string | normalised: all offsets are in code points of it |
| quotes | list of struct | words, speaker (null where nobody is known), kind, via (list), confidence, start, end |
| document | binary | the document without its text, and |
| findings | binary | all that was found, as `tui.library.protocol` encodes them |

The file's metadata has a key `briefing-tui`: JSON with `schema`, and `extractor`, the extractor's version.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from tui.cluster.places import ClusterError, as_files, from_the_extra, opened, reason, shown, written
from tui.extraction.version import VERSION
from tui.library.protocol import Reply, decode_document, decode_findings, encode_document

_SCHEMA = 1
_KEY = b"briefing-tui"
_PREFIX, _SUFFIX = "part-", ".parquet"
PATTERN = f"{_PREFIX}*{_SUFFIX}"
"""The files of results in a folder."""


class Row(msgspec.Struct, frozen=True):
    """One article: what was read, and what came of it."""

    reply: Reply
    size: int = 0
    digest: str = ""


def part_name(batch: str) -> str:
    """The file of a batch."""
    return f"{_PREFIX}{batch}{_SUFFIX}"


def finished(out: str) -> set[str]:
    """The names of the batches whose results are there. Raises ClusterError where the place cannot be read."""
    system, folder = opened(out)
    try:
        with as_files():
            found = system.ls(folder, detail=False) if system.exists(folder) else []
    except OSError as error:
        raise ClusterError(f"{shown(out)}: cannot be read ({reason(error)})") from None
    names = (path.rpartition("/")[2] for path in found)
    return {name[len(_PREFIX) : -len(_SUFFIX)] for name in names if name.startswith(_PREFIX) and name.endswith(_SUFFIX)}


def write_part(out: str, batch: str, rows: Sequence[Row]) -> None:
    """Write the results of a batch, whole or not at all. Raises OSError and ClusterError."""
    with from_the_extra():
        import pyarrow
        from pyarrow import parquet

    table = pyarrow.Table.from_pylist([_record(row) for row in rows], schema=_schema())
    buffer = io.BytesIO()
    parquet.write_table(table, buffer, compression="zstd")
    system, folder = opened(out)
    written(system, f"{folder.rstrip('/')}/{part_name(batch)}", buffer.getvalue())


def read_part(url: str) -> Iterator[dict[str, Any]]:
    """The rows of a part, in their order.

    Raises ClusterError: missing, damaged, not written by this program, or by another version of the extractor.
    """
    with from_the_extra():
        import pyarrow
        from pyarrow import parquet
    system, path = opened(url)
    try:
        with as_files():
            data = system.cat_file(path)
        file = parquet.ParquetFile(io.BytesIO(data))
        _check(file.schema_arrow, url)
        for batch in file.iter_batches():
            yield from batch.to_pylist()
    except FileNotFoundError:
        raise ClusterError(f"{shown(url)}: does not exist") from None
    except (OSError, pyarrow.ArrowException) as error:
        raise ClusterError(f"{shown(url)}: is damaged, or no Parquet file ({reason(error)})") from None


def _check(schema: Any, url: str) -> None:
    try:
        told = json.loads((schema.metadata or {})[_KEY])
        version, extractor = told["schema"], told["extractor"]
    except (KeyError, TypeError, ValueError):
        raise ClusterError(f"{shown(url)}: was not written by briefing-tui") from None
    if version != _SCHEMA:
        raise ClusterError(
            f"{shown(url)}: has schema {version}, not {_SCHEMA}: another version of briefing-tui wrote it"
        )
    if extractor != VERSION:
        raise ClusterError(f"{shown(url)}: is by extractor {extractor}, not {VERSION}: index the articles anew")


def _schema() -> Any:
    import pyarrow as pa

    quote = pa.struct(
        [
            ("words", pa.string()), ("speaker", pa.string()), ("kind", pa.string()), ("via", pa.list_(pa.string())),
            ("confidence", pa.float32()), ("start", pa.int32()), ("end", pa.int32()),
        ]
    )  # fmt: skip
    columns = [
        ("path", pa.string()), ("problem", pa.string()), ("size", pa.int64()), ("digest", pa.string()),
        ("document_id", pa.string()), ("title", pa.string()), ("outlet", pa.string()), ("language", pa.string()),
        ("url", pa.string()), ("byline", pa.list_(pa.string())), ("published", pa.string()), ("words", pa.int32()),
        ("text", pa.string()), ("quotes", pa.list_(quote)), ("document", pa.binary()), ("findings", pa.binary()),
    ]  # fmt: skip
    return pa.schema(columns, metadata={_KEY: json.dumps({"schema": _SCHEMA, "extractor": VERSION})})


def _record(row: Row) -> dict[str, Any]:
    reply = row.reply
    record: dict[str, Any] = {
        "path": reply.path.encode("utf-8", "replace").decode(), "problem": reply.problem, "size": row.size,
        "digest": row.digest,
    }  # fmt: skip
    if reply.problem:
        return record
    document, found = decode_document(reply.document), decode_findings(reply.findings)
    return record | {
        "document_id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "language": document.language,
        "url": document.url,
        "byline": document.byline,
        "published": document.published.isoformat() if document.published else None,
        "words": reply.words,
        "text": document.text,
        "quotes": [
            {
                "words": words, "speaker": quote.speaker, "kind": quote.kind.value, "via": quote.via,
                "confidence": quote.confidence, "start": quote.span.start, "end": quote.span.end,
            }
            for quote, words in zip(found.analysis.attributions, found.words, strict=True)
        ],
        "document": encode_document(replace(document, text="")),
        "findings": reply.findings,
    }  # fmt: skip
