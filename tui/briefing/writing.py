"""Writes a briefing down as Markdown, HTML or JSON, the first two by templates that users replace.

What comes from articles and notes is hostile: whatever a template prints is escaped for its format, HTML by Jinja's own
autoescaping, Markdown by `markdown_literal`. Templates run in Jinja's sandbox, and see the briefing only.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from tui import paths
from tui.briefing.formats import BriefingError
from tui.briefing.marking import MARK
from tui.briefing.model import Briefing
from tui.documents.addresses import web_address

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
HTML, MARKDOWN = "html", "md"
_NAMES = {HTML: "briefing.html", MARKDOWN: "briefing.md"}
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&!^$]|(?<=\w)://|@")
_LINE_START = re.compile(r"^(\s*)([-+=>]|\d+(?=[.)]))")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_BLANK_LINES = re.compile(r"\n{3,}")


def user_templates() -> Path:
    """Where a user's own `briefing.html` and `briefing.md` go before the packaged ones."""
    return paths.user_config().parent / "templates"


def write_templated(briefing: Briefing, format: str, template: Path | None = None) -> str:
    """The briefing as HTML or Markdown: by a template file, else the user's own, else the packaged one."""
    from jinja2 import TemplateError, TemplateSyntaxError

    if template and not template.is_file():
        raise BriefingError(f"{template}: does not exist")
    name = template.name if template else _NAMES[format]
    folders = [template.parent] if template else [user_templates(), TEMPLATES]
    try:
        environment = _environment(folders, format)
        text = environment.get_template(name).render(briefing=briefing)
    except TemplateSyntaxError as error:
        raise BriefingError(f"{error.filename or name}, line {error.lineno}: {error.message}") from error
    except TemplateError as error:
        raise BriefingError(f"{template or name}: {error.message or type(error).__name__}") from error
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, OSError) as error:
        raise BriefingError(f"{template or name}: {type(error).__name__}: {error}") from error
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n" if format == MARKDOWN else text


def write_json(briefing: Briefing) -> str:
    """The briefing as one JSON object, without anything that a terminal takes for a command."""
    text = json.dumps(msgspec.to_builtins(briefing), ensure_ascii=False, indent=2)
    return _UNSAFE.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text) + "\n"


def markdown_literal(text: str) -> str:
    """Words that Markdown shows as they are, on one line, whatever they would mean there."""
    line = printable(text)
    escaped = _SPECIAL.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), line)
    return _LINE_START.sub(r"\1\\\2", escaped) if not escaped[:1].isdigit() else _numbered(escaped)


def _numbered(line: str) -> str:
    """A number and a stop at the head of a line begin a list."""
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", line)


def printable(text: str) -> str:
    """The text on one line, without control characters."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(text.split()))


def _environment(folders: list[Path], format: str) -> Environment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    def finalize(value: Any) -> Any:
        """What is printed: in Markdown every text is made literal here; in HTML it is escaped after this."""
        if isinstance(value, Markup) or not isinstance(value, str):
            return value
        return markdown_literal(value) if format == MARKDOWN else printable(value)

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=format == HTML,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["mark"] = Markup(MARK)
    environment.filters["web_address"] = lambda text: (
        Markup(web_address(text)) if format == MARKDOWN else web_address(text)
    )
    return environment
