"""The catalogue: remembers what is unchanged, forgets what is not, and is never a reason not to start."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from struct import pack

import msgspec
import pytest
from msgspec.structs import replace

from tests.unit.library.articles import FERRY, HARBOUR, write
from tui.library.catalogue import Catalogue, catalogue_file
from tui.library.protocol import Reply, Request, decode_findings
from tui.library.records import ArticleRecord, placeholder
from tui.library.worker import examine

VERSION = "1"


def records(paths: list[Path]) -> list[ArticleRecord]:
    return [placeholder(path) for path in paths]


def filled(catalogue: Catalogue, paths: list[Path], version: str = VERSION) -> list[ArticleRecord]:
    found = records(paths)
    catalogue.fill(found, version)
    return found


def missing(catalogue: Catalogue, paths: list[Path], version: str = VERSION) -> list[str]:
    """The names of the articles that must be read."""
    return sorted(Path(each.key).stem for each in catalogue.fill(records(paths), version))


def store(catalogue: Catalogue, paths: list[Path]) -> list[Reply]:
    replies = [examine(Request(str(path))) for path in paths]
    for reply in replies:
        catalogue.put(reply, VERSION)
    return replies


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    return write(tmp_path / "articles", ferry=FERRY, harbour=HARBOUR)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "libraries" / "one.sqlite"


def test_what_was_found_out_is_known_at_the_next_start(paths: list[Path], file: Path) -> None:
    catalogue = Catalogue(file)
    assert catalogue.message == ""
    assert missing(catalogue, paths) == ["ferry", "harbour"]
    replies = store(catalogue, paths)
    catalogue.close()

    again = Catalogue(file)
    assert missing(again, paths) == []
    for record, reply in zip(filled(again, paths), replies, strict=True):
        assert (record.document_id, record.title) == (reply.document_id, reply.title)
        assert (record.words, record.quotes, record.problem) == (reply.words, reply.quotes, "")
        assert record.size == record.path.stat().st_size
        found = again.findings(record.document_id, VERSION)
        assert found == decode_findings(reply.findings)
        assert found is not None
        assert found.analysis.document_id == record.document_id


def test_the_time_of_publication_keeps_its_zone(paths: list[Path], file: Path) -> None:
    catalogue = Catalogue(file)
    when = datetime(2022, 2, 10, 14, 5, tzinfo=UTC)
    catalogue.put(Reply(str(paths[0]), title="Talks", published=when), VERSION)
    assert filled(catalogue, paths)[0].published == when


def test_a_changed_file_must_be_read_again_and_the_others_need_not(paths: list[Path], file: Path) -> None:
    catalogue = Catalogue(file)
    store(catalogue, paths)
    paths[0].write_text(FERRY + "\nOne more paragraph.\n", encoding="utf-8")
    assert missing(catalogue, paths) == ["ferry"]
    store(catalogue, paths[:1])
    assert missing(catalogue, paths) == []


def test_a_file_of_the_same_size_but_another_time_must_be_read_again(paths: list[Path], file: Path) -> None:
    catalogue = Catalogue(file)
    store(catalogue, paths)
    before = paths[1].stat()
    paths[1].write_text(HARBOUR.replace("Monday", "Friday"), encoding="utf-8")
    os.utime(paths[1], ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert paths[1].stat().st_size == before.st_size
    assert missing(catalogue, paths) == ["harbour"]


def test_a_file_that_changes_while_it_is_analysed_must_be_read_again(paths: list[Path], file: Path) -> None:
    catalogue = Catalogue(file)
    reply = examine(Request(str(paths[0])))
    paths[0].write_text(FERRY + "\nWritten in the meantime.\n", encoding="utf-8")
    catalogue.put(reply, VERSION)
    assert "ferry" in missing(catalogue, paths)


def test_a_file_that_is_gone_is_asked_for_again(paths: list[Path], file: Path) -> None:
    catalogue = Catalogue(file)
    store(catalogue, paths)
    paths[0].unlink()
    assert missing(catalogue, paths) == ["ferry"]


def test_another_version_of_the_extractor_reads_everything_anew(paths: list[Path], file: Path) -> None:
    catalogue = Catalogue(file)
    (reply, _) = store(catalogue, paths)
    assert missing(catalogue, paths, "2") == ["ferry", "harbour"]
    assert catalogue.findings(reply.document_id, "2") is None


def test_what_another_version_has_read_has_its_title_until_it_is_read_again(paths: list[Path], file: Path) -> None:
    catalogue = Catalogue(file)
    ferry, _ = store(catalogue, paths)
    paths[1].write_text(HARBOUR + "\nOne more paragraph.\n", encoding="utf-8")
    known, changed = filled(catalogue, paths, "2")
    assert (known.document_id, known.title, known.words) == (ferry.document_id, ferry.title, ferry.words)
    assert known.quotes is None
    assert (changed.document_id, changed.title) == ("", "harbour")


def test_a_problem_is_remembered_under_the_name_of_its_file_until_that_changes(tmp_path: Path, file: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    catalogue = Catalogue(file)
    (reply,) = store(catalogue, [empty])
    assert reply.problem
    (record,) = filled(catalogue, [empty])
    assert (record.problem, record.title) == (reply.problem, "empty")
    assert missing(catalogue, [empty]) == []
    assert catalogue.stale([str(empty)], VERSION) == []
    assert catalogue.unreadable(VERSION) == [(str(empty), reply.problem)]
    assert missing(catalogue, [empty], "2") == ["empty"]
    assert catalogue.unreadable("2") == []
    empty.write_text(HARBOUR, encoding="utf-8")
    assert missing(catalogue, [empty]) == ["empty"]
    assert [each.key for each in catalogue.stale([str(empty)], VERSION)] == [str(empty)]
    store(catalogue, [empty])
    assert catalogue.unreadable(VERSION) == []


def test_what_may_be_otherwise_though_the_file_is_the_same_is_tried_again(tmp_path: Path, file: Path) -> None:
    """A right to read it that was given since shows neither in its size nor in its time."""
    gone = tmp_path / "gone.txt"
    catalogue = Catalogue(file)
    (reply,) = store(catalogue, [gone])
    assert reply.passing
    (record,) = filled(catalogue, [gone])
    assert record.problem == reply.problem
    assert missing(catalogue, [gone]) == ["gone"]
    assert [each.key for each in catalogue.stale([str(gone)], VERSION)] == [str(gone)]


def test_findings_that_do_not_read_count_as_none(paths: list[Path], file: Path) -> None:
    catalogue = Catalogue(file)
    catalogue.put(Reply(str(paths[0]), document_id="abc", findings=b"\x93no findings"), VERSION)
    assert catalogue.findings("abc", VERSION) is None
    catalogue.put(Reply(str(paths[0]), document_id="abc", findings=msgspec.msgpack.encode({"a": 1})), VERSION)
    assert catalogue.findings("abc", VERSION) is None


def test_an_article_whose_name_is_no_text_is_kept_too(tmp_path: Path, file: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    try:
        path.write_text(HARBOUR, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only names that are text")
    catalogue = Catalogue(file)
    assert len(catalogue.fill(records([path]), VERSION)) == 1
    store(catalogue, [path])
    assert catalogue.fill(records([path]), VERSION) == []


def test_a_file_that_is_no_database_is_kept_aside_and_begun_anew(paths: list[Path], file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(b"this is no database at all" * 300)
    catalogue = Catalogue(file)
    (aside,) = file.parent.glob("one.sqlite.damaged-*")
    assert aside.name in catalogue.message
    assert aside.read_bytes() == b"this is no database at all" * 300
    store(catalogue, paths)
    catalogue.close()
    again = Catalogue(file)
    assert again.message == ""
    assert missing(again, paths) == []


def test_a_database_with_damage_inside_is_kept_aside_and_begun_anew(tmp_path: Path, file: Path) -> None:
    catalogue = Catalogue(file)
    names = [tmp_path / f"article-{number}.txt" for number in range(400)]
    for path in names:
        reply = Reply(str(path), document_id=path.stem, title="A title " * 20, findings=b"x" * 500)
        catalogue.put(reply, VERSION)
    catalogue.close()
    data = bytearray(file.read_bytes())
    assert len(data) > 100_000
    data[4096:] = b"\xa5" * (len(data) - 4096)
    file.write_bytes(data)
    again = Catalogue(file)
    assert len(again.fill(records(names), VERSION)) == len(names)
    assert list(file.parent.glob("one.sqlite.damaged-*"))
    assert "damaged-" in again.message


def test_a_catalogue_of_the_first_version_is_brought_up_to_this_one(paths: list[Path], file: Path) -> None:
    (reply, _) = [examine(Request(str(path))) for path in paths]
    assert reply.stamp is not None
    file.parent.mkdir(parents=True)
    older = sqlite3.connect(file)
    older.executescript(
        """CREATE TABLE article (
            path BLOB PRIMARY KEY, modified INTEGER NOT NULL, size INTEGER NOT NULL, document_id TEXT NOT NULL,
            title TEXT NOT NULL, outlet TEXT NOT NULL, published TEXT, language TEXT NOT NULL, words INTEGER NOT NULL,
            quotes INTEGER NOT NULL, version TEXT NOT NULL, problem TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX article_of_document ON article (document_id);
        CREATE TABLE findings (
            document_id TEXT NOT NULL, version TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (document_id, version)
        ) WITHOUT ROWID;
        PRAGMA user_version = 1"""
    )
    row = (
        os.fsencode(paths[0]), *reply.stamp, reply.document_id, "Its title", "", None, "en", 20, 2, VERSION, "",
    )  # fmt: skip
    older.execute(f"INSERT INTO article VALUES ({','.join('?' * len(row))})", row)
    older.execute("INSERT INTO findings VALUES (?,?,?)", (reply.document_id, VERSION, reply.findings))
    older.commit()
    older.close()
    catalogue = Catalogue(file)
    assert catalogue.message == ""
    assert missing(catalogue, paths) == ["ferry", "harbour"], "for the search has nothing of them"
    store(catalogue, paths)
    assert missing(catalogue, paths) == []
    assert catalogue.findings(reply.document_id, VERSION) == decode_findings(reply.findings)
    assert len(catalogue.listing()) == 0
    catalogue.close()


def test_the_site_of_an_article_is_known_at_the_next_start(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "berg.md"
    path.write_text("---\nurl: https://www.courier.example/1\n---\n\nThey ran.\n", encoding="utf-8")
    catalogue = Catalogue(file)
    store(catalogue, [path])
    (record,) = filled(catalogue, [path])
    assert (record.outlet, record.site, record.known_as) == ("", "courier.example", "courier.example")
    assert catalogue.words([str(path)]) == ["they ran. courier.example berg.md"]
    catalogue.close()


def test_what_may_have_a_site_is_read_again_where_an_older_program_has_read_it(tmp_path: Path, file: Path) -> None:
    paths = write(tmp_path, ferry=FERRY)
    for name, head in (("berg", ""), ("holm", "outlet: The Courier\n")):
        paths.append(tmp_path / f"{name}.md")
        paths[-1].write_text(f"---\n{head}title: Talks\n---\n\nThey ran.\n", encoding="utf-8")
    catalogue = Catalogue(file)
    store(catalogue, paths)
    assert missing(catalogue, paths) == []
    catalogue.close()
    older = sqlite3.connect(file)
    (known,) = older.execute("PRAGMA user_version").fetchone()
    older.executescript(f"ALTER TABLE article DROP COLUMN site; PRAGMA user_version = {known - 1}")
    older.close()
    catalogue = Catalogue(file)
    assert missing(catalogue, paths) == ["berg"]
    catalogue.close()


def test_a_catalogue_of_a_later_program_is_left_alone(paths: list[Path], file: Path) -> None:
    file.parent.mkdir(parents=True)
    later = sqlite3.connect(file)
    later.execute("CREATE TABLE article (something_else TEXT)")
    later.execute("PRAGMA user_version = 99")
    later.commit()
    later.close()
    before = file.read_bytes()
    catalogue = Catalogue(file)
    assert "99" in catalogue.message
    store(catalogue, paths)
    assert missing(catalogue, paths) == []
    catalogue.close()
    assert file.read_bytes() == before
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_where_no_folder_can_be_made_everything_works_for_this_run(paths: list[Path], tmp_path: Path) -> None:
    blocker = tmp_path / "a file"
    blocker.write_text("in the way of a folder")
    catalogue = Catalogue(blocker / "libraries" / "one.sqlite")
    assert "cannot be written" in catalogue.message
    store(catalogue, paths)
    assert missing(catalogue, paths) == []
    catalogue.close()
    assert blocker.read_text() == "in the way of a folder"


def test_in_a_folder_that_may_not_be_written_everything_works_for_this_run(paths: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        catalogue = Catalogue(folder / "one.sqlite")
        assert "cannot be written" in catalogue.message
        store(catalogue, paths)
        assert missing(catalogue, paths) == []
    finally:
        folder.chmod(0o700)


def test_two_programs_share_one_catalogue(paths: list[Path], file: Path) -> None:
    one, other = Catalogue(file), Catalogue(file)
    store(one, paths[:1])
    store(other, paths[1:])
    assert missing(one, paths) == missing(other, paths) == []


def test_each_set_of_paths_has_a_catalogue_of_its_own(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    files = {catalogue_file(roots, tmp_path) for roots in ([a], [b], [a, b])}
    assert len(files) == 3
    assert catalogue_file([b, a]) == catalogue_file([a, b]) != catalogue_file([a, b], tmp_path)
    assert all(file.is_relative_to(tmp_path) for file in files)


def test_copies_are_one_family_as_long_as_there_are_articles_with_them(tmp_path: Path, file: Path, seeds: Path) -> None:
    text = (seeds / "london-moscow-wire.txt").read_text(encoding="utf-8")
    first, again, other = write(tmp_path, first=text, again=f"Menu\n\n{text}", other=HARBOUR)
    catalogue = Catalogue(file)
    one, two, three = (reply.document_id for reply in store(catalogue, [first, again, other]))
    assert set(catalogue.family(one)) == {one, two}
    assert catalogue.family(three) == [three]
    again.write_text(FERRY, encoding="utf-8")
    store(catalogue, [again])
    assert catalogue.family(one) == [one]
    first.unlink()
    other.write_text(f"{text}\n\nMenu", encoding="utf-8")
    store(catalogue, [first, other])
    assert catalogue.family(one) == [one]
    catalogue.close()


def test_copies_are_found_anew_where_an_earlier_version_sketched_articles_otherwise(
    tmp_path: Path, file: Path, seeds: Path
) -> None:
    text = (seeds / "london-moscow-wire.txt").read_text(encoding="utf-8")
    paths = write(tmp_path, first=text, again=f"Menu\n\n{text}", other=HARBOUR)
    found = [examine(Request(str(path))) for path in paths]
    earlier = [pack("<64I", *range(number, 128, 2)) for number in (0, 1, 0)]  # by which the other one is the copy
    catalogue = Catalogue(file)
    catalogue.put_all([replace(each, sketch=before) for each, before in zip(found, earlier, strict=True)], "earlier")
    one, two, three = (each.document_id for each in found)
    assert catalogue.family(one) == [one, three]
    assert len(missing(catalogue, paths)) == 3
    for each in found:
        catalogue.put(each, VERSION)
    assert catalogue.family(one) == [one, two]
    assert catalogue.family(three) == [three]
    catalogue.close()


def test_articles_of_which_there_are_copies_are_told_with_what_they_share(
    tmp_path: Path, file: Path, seeds: Path
) -> None:
    text = (seeds / "london-moscow-wire.txt").read_text(encoding="utf-8")
    paths = write(tmp_path, alike=f"Menu\n\n{text}", same=text, text=text, small=FERRY, again=FERRY, other=HARBOUR)
    catalogue = Catalogue(file)
    store(catalogue, paths)
    groups = {Path(key).stem: group for key, group in catalogue.groups().items()}
    assert groups.keys() == {"alike", "same", "text", "small", "again"}
    assert groups["alike"] == groups["same"] == groups["text"] != groups["small"] == groups["again"]
    catalogue.close()


def test_what_another_version_found_is_not_kept_beside_this_one_s(paths: list[Path], file: Path) -> None:
    catalogue = Catalogue(file)
    replies = store(catalogue, paths)
    catalogue.put_all(replies, "2")
    assert catalogue.findings(replies[0].document_id, VERSION) is None
    assert catalogue.findings(replies[0].document_id, "2") is not None
    catalogue.close()


def test_articles_that_are_gone_are_forgotten_with_what_was_found_in_them_alone(paths: list[Path], file: Path) -> None:
    catalogue = Catalogue(file)
    copy = paths[0].with_name("copy.txt")
    copy.write_text(FERRY, encoding="utf-8")
    ferry, harbour, _ = store(catalogue, [*paths, copy])
    catalogue.retain([str(copy)])
    assert missing(catalogue, [*paths, copy]) == ["ferry", "harbour"]
    assert catalogue.findings(ferry.document_id, VERSION) is not None, "the copy has the same text"
    assert catalogue.findings(harbour.document_id, VERSION) is None
    catalogue.forget([str(copy)])
    assert catalogue.findings(ferry.document_id, VERSION) is None
    catalogue.close()
