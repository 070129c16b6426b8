"""What is loaded with the desk, and that its first frame does without: a tenth of the start, and of its memory.

Stand-ins take the place of modules for some imports only; they change nothing where a module is there already. What
was imported with them gets the module itself as soon as it asks anything of one.
"""

from __future__ import annotations

import importlib
import os
import sys
import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from types import ModuleType
from typing import Any

_PALETTE = "textual.command"
"""The palette and its field, list and buttons; `textual.app` and `textual.theme` take their names at import."""

_SELDOM = (
    "ast",  # expressions in markup and in the names of actions
    "asyncio.sslproto",
    "bz2",  # archives, in shutil
    "difflib",  # what was meant by a word that no style sheet knows
    "ipaddress",  # urls, in urllib
    "locale",  # what other programs print, in subprocess
    "logging",
    "lzma",
    "mimetypes",  # files handed to a browser
    "msgspec._json_schema",
    "msgspec.inspect",
    "pickle",  # what a link in a line does, in rich
    "platformdirs",  # where what is downloaded goes
    "random",
    "rich.table",  # the colours of a theme, printed
    "tempfile",  # where what is for one session is put
    "textual.css._help_text",  # what is wrong in a style sheet
    "tokenize",  # source code, in inspect
    "typing_extensions",
    "urllib.parse",  # paths as urls
    _PALETTE,
    *(("platform",) if sys.platform == "linux" else ()),  # the name of the system, in uuid
)
"""What modules that the desk loads take names from, to use them in a case that hardly comes."""

_LIGHTER = ("shutil",)
"""What the desk loads after that, and that takes names of these too."""

_FOR_WIDGETS = (
    "typing_extensions",
    "urllib.parse",  # what is typed as a url
)
"""What Textual's fields and lists take names from."""

_WARNING = 30
"""The level from which on Python's logging tells, where nobody has said otherwise."""


class _Later:
    """Something of a module that is loaded when this is first called, or asked for anything."""

    def __init__(self, module: StandIn, name: str) -> None:
        self._module, self._name = module, name

    def _found(self) -> Any:
        return getattr(self._module.loaded(), self._name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._found()(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._found(), name)

    def __getitem__(self, key: Any) -> Any:
        return self._found()[key]

    def __or__(self, other: Any) -> Any:
        return self._found() | other

    def __ror__(self, other: Any) -> Any:
        return other | self._found()

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, self._found())

    def __subclasscheck__(self, subclass: type) -> bool:
        return issubclass(subclass, self._found())

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        found = self._found
        return (_base(found) if self._module.subclassed else found(),)


def _base(found: Callable[[], Any]) -> type:
    """A class whose objects have what those of the found one have."""

    class Base:
        def __getattr__(self, name: str) -> Any:
            return getattr(found(), name).__get__(self)

    return Base


class StandIn(ModuleType):
    """Stands for a module while others take names from it; after that, what they ask of it is the module's own.

    `known` are names that are had without the module. Where it is `subclassed`, a class made of one of its own does not
    load it; objects of that class do.
    """

    def __init__(self, name: str, known: Mapping[str, Any] | None = None, *, subclassed: bool = False) -> None:
        super().__init__(name)
        self._known = known or {}
        self.subclassed = subclassed

    def is_needed(self) -> bool:
        """Whether the module itself is not there yet."""
        return sys.modules.get(self.__name__, self) is self

    def loaded(self) -> ModuleType:
        """The module itself, which from now on stands where it belongs."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return importlib.import_module(self.__name__)

    def __getattr__(self, name: str) -> Any:
        if self.is_needed() and name != "__all__":
            if name in self._known:
                return self._known[name]
            if name.startswith("__"):
                raise AttributeError(name)
            if sys.modules.get(self.__name__) is self:
                return self._unknown(name)
        return getattr(self.loaded(), name)

    def _unknown(self, name: str) -> Any:
        return _Later(self, name)


class _Typing(StandIn):
    """`typing_extensions`: what `typing` has itself comes from there. For anything else it is loaded."""

    def _unknown(self, name: str) -> Any:
        return getattr(typing if name in typing.__all__ else self.loaded(), name)


class _Logger:
    """A logger of `logging`, which is loaded when there is something to be told.

    As long as nobody has loaded that, nobody has asked for what is below a warning.
    """

    def __init__(self, *name: str) -> None:
        self._name = name

    def __getattr__(self, asked: str) -> Any:
        if isinstance(sys.modules.get("logging"), StandIn | None):
            if asked in ("debug", "info"):
                return _told_to_nobody
            if asked == "isEnabledFor":
                return _WARNING.__le__
        return getattr(_stand_in("logging").loaded().getLogger(*self._name), asked)


def _told_to_nobody(*args: object, **kwargs: object) -> None:
    pass


def _random_bits(number: int) -> int:
    return int.from_bytes(os.urandom((number + 7) // 8)) >> (-number % 8)


def _stand_in(name: str) -> StandIn:
    if name == "logging":
        return StandIn(name, {"DEBUG": 10, "INFO": 20, "WARNING": _WARNING, "getLogger": _Logger})
    if name == "random":
        return StandIn(name, {"getrandbits": _random_bits})
    if name == "platform":
        return StandIn(name, {"system": lambda: os.uname().sysname})
    if name == "typing_extensions":
        return _Typing(name)
    return StandIn(name, subclassed=name in ("ast", _PALETTE))


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Within it an import of these modules fails, as where they are not installed; those that are there stay."""
    yield from _standing(dict.fromkeys(names))  # which makes an import fail


@contextmanager
def later(*names: str) -> Iterator[None]:
    """Within it an import takes stand-ins of these modules, which are loaded when anything of them is used."""
    yield from _standing({name: _stand_in(name) for name in names})


@contextmanager
def light() -> Iterator[None]:
    """Within it the desk and Textual are imported without what hardly anyone needs of all that they name.

    asyncio does without ssl, as it does where there is none (four megabytes, a fortieth of the start); what fetches
    articles imports it later, and gets it. The palette is loaded when it is first opened (ten milliseconds of the 110
    that Textual takes to import).
    """
    with without("ssl"), later(*_SELDOM):
        for name in _LIGHTER:
            importlib.import_module(name)
        yield


def widgets() -> AbstractContextManager[None]:
    """Within it fields and lists of Textual are imported without what hardly anyone needs of what they name."""
    return later(*_FOR_WIDGETS)


def imported_lightly(name: str) -> ModuleType:
    """A module imported within `light`; as it is where that fails, as with a Textual that wants more than names."""
    try:
        with light():
            return importlib.import_module(name)
    except Exception:
        return importlib.import_module(name)


def _standing(modules: Mapping[str, ModuleType | None]) -> Iterator[None]:
    modules = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(modules)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name, module in modules.items():
            if name in sys.modules and sys.modules[name] is module:
                del sys.modules[name]
                _leave_with_package(name, module)


def _leave_with_package(name: str, module: ModuleType | None) -> None:
    """Who has said `import a.b` asks `a` for it."""
    package, _, own = name.rpartition(".")
    if module is not None and package in sys.modules:
        vars(sys.modules[package]).setdefault(own, module)
