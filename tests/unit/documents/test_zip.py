"""Archives of articles, honest and hostile."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tests.unit.documents.containing import ARTICLE, archive, mailbox, names_found, refused, saved, titles_found
from tui.documents.containers import zipped
from tui.documents.loading import keys_given, load, load_given
from tui.documents.sources import find_articles


def write(folder: Path, data: bytes) -> Path:
    return saved(folder, data, "news.zip")


def test_articles_of_an_archive_are_found_in_natural_order(tmp_path: Path) -> None:
    files = {"10.txt": ARTICLE, "2.txt": ARTICLE, "b/1.md": "# One\n\nWords.", "photo.png": b"\x89PNG"}
    path = write(tmp_path, archive({**files, ".hidden.txt": "x", "__MACOSX/._2.txt": "x"}))
    assert names_found(tmp_path) == ["/news.zip!/2.txt", "/news.zip!/10.txt", "/news.zip!/b/1.md"]
    document = load(Path(f"{path}!/b/1.md"))
    assert (document.title, document.path) == ("One", f"{path}!/b/1.md")


def test_archive_may_hold_archives_and_mailboxes(tmp_path: Path) -> None:
    path = write(tmp_path, archive({"in.zip": archive({"a.txt": ARTICLE}), "news.mbox": mailbox(2)}))
    assert [name.rpartition("-")[0] or name for name in names_found(path)] == [
        *("!/in.zip!/a.txt", "!/news.mbox!/talks-of-day-1", "!/news.mbox!/talks-of-day-2")
    ]
    assert titles_found(path) == ["Ministers meet", "Talks of day 1", "Talks of day 2"]


def test_names_that_lead_out_of_the_archive_lead_nowhere(tmp_path: Path) -> None:
    path = write(tmp_path, archive({"../../up.txt": ARTICLE, "/etc/root.txt": ARTICLE, "up.txt": "Other words here."}))
    assert sorted(names_found(path)) == ["!/etc/root.txt", "!/up.txt", "!/up.txt~2"]
    assert {load(key).text for key in find_articles([path]).files} == {ARTICLE, "Other words here."}
    assert [each.name for each in tmp_path.iterdir()] == ["news.zip"]


def test_archive_that_unpacks_to_far_more_than_text_is_not_opened(tmp_path: Path) -> None:
    path = write(tmp_path, archive({"a.txt": bytes(5_000_000)}))
    assert find_articles([path]).files == (path,)
    assert "would unpack to 4.8 MB" in refused(path)


def test_file_that_unpacks_to_far_more_than_text_does_not_hide_the_others(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 40_000
    honest = archive({"noise.bin": noise}, zipfile.ZIP_STORED)
    with zipfile.ZipFile(made := io.BytesIO(honest), "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", ARTICLE)
        packed.writestr("bomb.txt", bytes(5_000_000))
    path = write(tmp_path, made.getvalue())
    assert load(Path(f"{path}!/a.txt")).title == "Ministers meet"
    assert "would unpack to 4.8 MB" in refused(Path(f"{path}!/bomb.txt"))


def test_size_that_an_archive_lies_about_is_no_way_into_memory(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": bytes(5_000_000)}))
    at = data.rindex(b"PK\x01\x02") + 24  # the size of the unpacked file, in the directory at the end
    data[at : at + 4] = (1000).to_bytes(4, "little")
    path = write(tmp_path, bytes(data))
    assert "damaged" in refused(Path(f"{path}!/a.txt")) or "too large" in refused(Path(f"{path}!/a.txt"))


def test_archives_are_opened_to_a_depth(tmp_path: Path) -> None:
    data = archive({"a.txt": ARTICLE})
    for _ in range(zipped.DEEPEST):
        data = archive({"in.zip": data})
    path = write(tmp_path, data)
    (name,) = find_articles([path]).files
    assert str(name) == f"{path}{'!/in.zip' * zipped.DEEPEST}"
    assert "deeper" in refused(name)


def test_damaged_archive_says_so_and_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    path = write(tmp_path, b"PK\x03\x04 and no more")
    assert names_found(tmp_path) == ["/a.txt", "/news.zip"]
    assert refused(path) == "is damaged (no archive)"


def test_damaged_file_in_an_archive_says_so(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": ARTICLE, "b.txt": ARTICLE}, zipfile.ZIP_STORED))
    data[data.index(b"Ministers")] = 0
    path = write(tmp_path, bytes(data))
    assert refused(Path(f"{path}!/a.txt")) == "is damaged in its archive"
    assert load(Path(f"{path}!/b.txt")).text == ARTICLE


def test_encrypted_file_says_so(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": ARTICLE}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert refused(Path(f"{write(tmp_path, bytes(data))}!/a.txt")) == "is encrypted"


def test_archive_without_articles_is_told_only_where_it_was_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    path = write(tmp_path, archive({"photo.png": b"\x89PNG"}))
    assert names_found(tmp_path) == ["/a.txt"]
    assert find_articles([tmp_path]).problems == ()
    assert [each.reason for each in find_articles([path]).problems] == ["holds no articles"]


def test_article_in_an_archive_may_be_named_and_so_may_a_part_of_it(tmp_path: Path) -> None:
    path = write(tmp_path, archive({"a.txt": ARTICLE, "b/1.txt": ARTICLE, "b/2.txt": ARTICLE, "m.mbox": mailbox(2)}))
    assert [str(key) for key in find_articles([Path(f"{path}!/a.txt")]).files] == [f"{path}!/a.txt"]
    assert len(find_articles([Path(f"{path}!/b"), Path(f"{path}!/b/1.txt")]).files) == 2
    assert len(find_articles([Path(f"{path}!/m.mbox")]).files) == 2
    assert [each.reason for each in find_articles([Path(f"{path}!/c")]).problems] == ["holds no articles"]
    assert [each.reason for each in find_articles([tmp_path / "x.zip!" / "a.txt"]).problems] == ["does not exist"]


def test_article_that_has_left_its_archive_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, archive({"a.txt": ARTICLE}))
    assert load(Path(f"{path}!/a.txt")).text == ARTICLE
    write(tmp_path, archive({"other.txt": ARTICLE + "More."}))
    assert refused(Path(f"{path}!/a.txt")) == "is no longer in the file"
    path.unlink()
    assert refused(Path(f"{path}!/a.txt")) == "does not exist"


def test_standard_input_may_be_an_archive() -> None:
    data = archive({"a.txt": ARTICLE, "b.txt": "Other\n\nWords that nobody said."})
    assert keys_given(data) == ["-!/a.txt", "-!/b.txt"]
    assert load_given(data, "-!/b.txt").title == "Other"
    assert load_given(data, "-!/b.txt").path == "-!/b.txt"
