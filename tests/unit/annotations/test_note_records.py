"""One note as one YAML record: what is written is read back, by us and by another library; edits keep the
rest."""

from __future__ import annotations

import io
import random

import pytest
import ruamel.yaml
from hypothesis import given
from making import NOW, annotations, any_text
from msgspec.structs import replace

from tui.annotations.codec import decode, encode
from tui.annotations.editing import rewritten
from tui.annotations.header import Header, _parsed_header, _quick_header
from tui.annotations.model import Annotation, Motivation, Target, TextPositionSelector, TextQuoteSelector
from tui.annotations.nodes import NodeError, parse
from tui.annotations.quick import quick_decode
from tui.annotations.scalars import block, inline

SOURCE = "https://example.org/a?b=c#d"


def note(**changes: object) -> Annotation:
    target = Target(TextQuoteSelector("the words", "before ", " after"), TextPositionSelector(7, 16))
    made = Annotation("n1", Motivation.COMMENTING, target, "A note.", ("one", "two"), "Ann", NOW, NOW)
    return replace(made, **changes)  # type: ignore[arg-type]


@given(annotations)
def test_any_note_comes_back_as_it_was(annotation: Annotation) -> None:
    assert decode(encode(annotation, SOURCE)) == annotation


@given(annotations)
def test_the_quick_reader_reads_what_the_yaml_parser_reads_or_leaves_it_to_it(annotation: Annotation) -> None:
    text = encode(annotation, SOURCE)
    assert quick_decode(text) in (None, annotation)
    assert quick_decode(text.replace("id:", "id: ", 1)) is None


_TAME = [
    *(
        "word",
        "two words",
        "“quote,” said",
        "a: b",
        "it's",
        'say "x"',
        "line\nnext",
        "line\n\nthird",
        "  lead",
        "trail ",
    ),
    *("trail\n", "x\\y", "no", "Yes", "~", "1e3", "# h", "- a", "a #b", "C#", "http://a.b/c?d#e", "ends:", "", "\n"),
    *("a\n  b\n", "'q", "null", "=", "2022-02-10", "日本", "a\tb", "...", "%a", "@a", "!", "&", "x\n---", "a\n\n"),
]
_BLOWS = [
    *(
        "\n",
        " ",
        ":",
        "#",
        "'",
        '"',
        "\\",
        "-",
        "|",
        "2",
        "+",
        "a",
        "\t",
        "\x85",
        "---\n",
        "...\n",
        "\n\n",
        "  ",
        "null",
    ),
    *(
        "~",
        "&a ",
        "*a",
        "!x ",
        "%",
        "- ",
        "? ",
        "body:\n",
        "creator: x\n",
        "id: y\n",
        ": ",
        " #",
        ",",
        "[",
        "{",
        "no",
        "\r",
    ),
    *(
        "\u2028",
        "\ufeff",
        "\\n",
        "\\x41",
        "\\/",
        "<<",
        "`",
        "\n      ",
        ">",
        "|-",
        "|2",
        "|+",
        "\n    a",
        "\x00",
        "\ufffe",
    ),
    *("- type: TextualBody\n", "  purpose: tagging\n", "  value: x\n", "\xa0", "\u3000", "\u0301", "😀"),
]


def test_the_quick_reader_takes_no_damaged_record_for_a_sound_one() -> None:
    dice, taken = random.Random(7), 0
    for _ in range(6000):
        some = [dice.choice(_TAME) + dice.choice(("", "\n", " ", dice.choice(_TAME))) for _ in range(7)]
        target = Target(TextQuoteSelector(*some[:3]), TextPositionSelector(3, 9))
        kept = note(target=target, body=some[3], tags=tuple(dict.fromkeys(some[4:6])), creator=some[6])
        text = encode(kept, dice.choice((SOURCE, some[0])))
        for _ in range(dice.randrange(3)):
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice(_BLOWS) + text[at + dice.choice((0, 0, 1, 2, 5)) :]
        found = quick_decode(text)
        if found is not None:
            taken += 1
            assert found == decode(text)
    assert taken > 1000


def test_a_header_is_read_alike_by_the_quick_reader_and_by_the_yaml_parser() -> None:
    dice, taken = random.Random(11), 0
    for _ in range(4000):
        made = Header(1, dice.choice(("7ec7d0b9a1c2f3d4", "abc", "no")), *(dice.choice(_TAME) for _ in range(4)))
        text = made.encode()
        assert _parsed_header(text) == made
        for _ in range(dice.randrange(3)):
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice(_BLOWS) + text[at + dice.choice((0, 0, 1, 2, 5)) :]
        found = _quick_header(text)
        if found is not None:
            taken += 1
            assert found == _parsed_header(text)
    assert taken > 500


def test_the_quick_reader_takes_notes_of_the_usual_kind() -> None:
    for body in ("", "One line.", "Two\nlines: with “marks”\n\n and 'more'", 'a "quoted" word'):
        found = note(body=body, tags=("no", "check it"), links=("https://example.org",))
        assert quick_decode(encode(found, SOURCE)) == found


def read_by_another_library(text: str) -> dict[str, object]:
    """What ruamel.yaml, of YAML 1.2, finds in a record, in our terms."""
    found = ruamel.yaml.YAML(typ="safe", pure=True).load(io.StringIO(text))
    quote, position = found["target"]["selector"]
    bodies: dict[str, list[str]] = {"commenting": [], "tagging": [], "linking": []}
    for item in found.get("body", ()):
        bodies[item["purpose"]].append(item.get("value", item.get("source")))
    return {
        "id": found["id"],
        "motivation": found["motivation"],
        "creator": found.get("creator", ""),
        "conflict_with": found.get("conflictWith", ""),
        "quote": (quote["exact"], quote["prefix"], quote["suffix"]),
        "position": (position["start"], position["end"]),
        "body": "".join(bodies["commenting"]),
        "tags": tuple(bodies["tagging"]),
        "links": tuple(bodies["linking"]),
    }


@given(annotations)
def test_another_yaml_library_reads_the_same_note(each: Annotation) -> None:
    quote, position = each.target.quote, each.target.position
    assert read_by_another_library(encode(each, SOURCE)) == {
        "id": each.id,
        "motivation": str(each.motivation),
        "creator": each.creator,
        "conflict_with": each.conflict_with,
        "quote": (quote.exact, quote.prefix, quote.suffix),
        "position": (position.start, position.end),
        "body": each.body,
        "tags": each.tags,
        "links": each.links,
    }


@given(any_text)
def test_a_scalar_is_the_string_it_was_made_from_in_every_place(value: str) -> None:
    for text in (f"- k: {inline(value)}\n", f"- k: {block(value, 4)}\n", f"- k: {block(value, 4)}\n  z: 1\n"):
        root = parse(text)
        assert root is not None
        assert root.items is not None
        node = root.items[0].get("k")
        assert node is not None
        assert node.text == value


@given(annotations, annotations)
def test_a_record_rewritten_says_what_it_was_told(old: Annotation, new: Annotation) -> None:
    assert decode(rewritten(encode(old, SOURCE), new)) == new


@given(annotations, annotations)
def test_a_record_rewritten_and_rewritten_back_is_the_same_note(old: Annotation, new: Annotation) -> None:
    assert decode(rewritten(rewritten(encode(old, SOURCE), new), old)) == old


def test_a_note_of_several_lines_is_written_as_lines() -> None:
    text = encode(note(body="First line: yes.\n\n  Second “line” 😀\nlast"), SOURCE)
    assert "  value: |-\n    First line: yes.\n\n      Second “line” 😀\n    last\n" in text


def test_a_megabyte_of_note_goes_through() -> None:
    body = "A line with “marks”, emoji 😀 and a tab\tinside.\n" * 22_000
    text = encode(note(body=body), SOURCE)
    assert decode(text).body == body
    assert quick_decode(text.replace("\t", " ")) == note(body=body.replace("\t", " "))
    assert read_by_another_library(text)["body"] == body


BY_HAND = """\
---   # my favourite
# a comment of mine
id:   'n1'
type: Annotation
motivation: commenting   # why
colour: {name: red, shade: 5}
created: 2022-02-10T14:05:00Z
modified: 2022-02-10T14:05:00Z
creator: "Ann"
target:
    source: https://example.org/a?b=c#d
    # the selectors
    selector:
      - type: TextQuoteSelector
        exact: the words
        prefix: 'before '
        suffix: ' after'
        score: 12
      - {type: TextPositionSelector, start: 7, end: 16}
      - type: XPathSelector
        value: /html/body
body:
    # what I think
    - type: TextualBody
      purpose: commenting
      language: en      # unknown to the program
      value: A note.    # short
      format: text/plain
    - type: TextualBody
      purpose: tagging
      value: one
      weight: 3
    # between the tags
    - type: TextualBody
      purpose: tagging
      value: two

see also: [a, b]

"""


def test_a_note_edited_keeps_everything_else_of_its_record_byte_for_byte() -> None:
    changed = rewritten(BY_HAND, note(body="Another.", tags=("one", "two", "three")))
    two = "    - type: TextualBody\n      purpose: tagging\n      value: two\n"
    assert changed == BY_HAND.replace("A note.", "Another.").replace(two, two + two.replace("two", "three"))


def test_a_note_that_grows_to_lines_keeps_the_comment_beside_it() -> None:
    changed = rewritten(BY_HAND, note(body="Now\ntwo lines"))
    assert changed == BY_HAND.replace(
        "value: A note.    # short\n", "value: |-    # short\n        Now\n        two lines\n"
    )
    assert rewritten(changed, note(body="A note.")) == BY_HAND.replace("A note.    # short", "A note.")


def test_a_tag_taken_away_takes_only_its_own_lines() -> None:
    changed = rewritten(BY_HAND, note(tags=("two",)))
    gone = "    - type: TextualBody\n      purpose: tagging\n      value: one\n      weight: 3\n"
    assert changed == BY_HAND.replace(gone, "")


def test_a_changed_time_changes_one_line() -> None:
    changed = rewritten(BY_HAND, note(modified=NOW.replace(year=2023)))
    assert changed == BY_HAND.replace("modified: 2022", "modified: 2023")


def test_a_record_with_windows_line_ends_keeps_them() -> None:
    changed = rewritten(BY_HAND.replace("\n", "\r\n"), note(body="Now\ntwo lines", tags=("one", "two", "three")))
    assert "\n" not in changed.replace("\r\n", "")
    assert decode(changed).body == "Now\ntwo lines"


@pytest.mark.parametrize(
    "record",
    [
        "--- {id: n1, mine: [1, no], target: {selector: {type: TextQuoteSelector, exact: the words}}}\n",
        "---\nid: &a n1\nalso: *a\ntarget: {selector: [{type: TextQuoteSelector, exact: x}], page: 5}\n",
        '---\nid: n\nmine: "a \\n b "\nbody: [{value: x}]\ntarget: {selector: {type: TextQuoteSelector, exact: x}}',
    ],
)
def test_unusual_yaml_is_rewritten_with_its_unknown_keys(record: str) -> None:
    old = decode(record)
    new = replace(old, id="n2", body="Now\nwith text", tags=("t",))
    changed = rewritten(record, new)
    assert decode(changed) == new
    before = ruamel.yaml.YAML(typ="safe", pure=True).load(record)
    after = ruamel.yaml.YAML(typ="safe", pure=True).load(changed)
    for key in ("mine", "also"):
        assert before.get(key) == after.get(key)
    assert before["target"].get("page") == after["target"].get("page")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("no", "no"), ("1e3", "1e3"), ("2022-02-10", "2022-02-10"), ("~", ""), ("007", "007")],
)
def test_words_written_by_hand_are_read_as_written(value: str, expected: str) -> None:
    record = encode(note(), SOURCE).replace("value: A note.", f"value: {value}")
    assert decode(record).body == expected


def test_an_annotation_of_another_program_is_read() -> None:
    record = (
        "id: x\ntype: [Annotation, Mine]\nmotivation: [assessing, tagging]\n"
        "creator: {type: Person, name: Ben}\nbody: just a text\n"
        "target: {selector: {type: TextQuoteSelector, exact: a}}\n"
    )
    found = decode(record)
    assert (found.creator, found.body, found.motivation) == ("Ben", "just a text", Motivation.TAGGING)


@pytest.mark.parametrize(
    ("record", "line", "what"),
    [
        ("---\nid: a\nid: b\n", 2, "stands twice"),
        (
            "---\nid: a\nmotivation: {a: b}\ntarget: {selector: {type: TextQuoteSelector, exact: a}}\n",
            2,
            "motivation",
        ),
        ("---\nid: a\ntarget: 5\n", 2, "no target"),
        ("---\nid: [a]\n", 1, "id is not a text"),
        ("---\n- a\n", 1, "not a mapping"),
        ("---\nid: a\n\tb: c\n", 2, ""),
        ("---\nid: a\nbody: \x00\n", 2, "does not allow"),
        ("---\nid: 'a\n", 1, ""),
        (
            "---\nid: a\ntarget: \n  selector:\n  - type: TextPositionSelector\n    start: -4\n",
            5,
            "start is not a number",
        ),
        (
            "---\nid: a\ncreated: yesterday\ntarget: {selector: {type: TextQuoteSelector, exact: a}}\n",
            2,
            "not a time",
        ),
        ("---\nid: *nowhere\n", 1, "alias"),
        pytest.param("---\n" + "[" * 100_000, 1, "too deep", id="brackets"),
        pytest.param("---\n" + "- " * 100_000, 1, "too deep", id="dashes"),
    ],
)
def test_a_damaged_record_is_told_with_its_line(record: str, line: int, what: str) -> None:
    with pytest.raises(NodeError) as caught:
        decode(record)
    assert caught.value.line == line
    assert what in caught.value.what


def test_aliases_that_multiply_cannot_fill_the_memory() -> None:
    lines = ["---", "id: n1", "target: {selector: {type: TextQuoteSelector, exact: a}}", "a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    record = "\n".join(lines) + "\n"
    old = decode(record)
    assert rewritten(record, replace(old, motivation=Motivation.TAGGING)).count("\n") < 60
    with pytest.raises(NodeError, match="too many"):
        rewritten("---\n{" + ", ".join(line for line in lines[1:]) + "}\n", replace(old, body="b"))
