"""What is loaded with Textual, and that the first frame does without: a tenth of the start.

Stand-ins hold for one import only, and change nothing where the module is there already.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_PALETTE = "textual.command"
"""The palette and its field, list and buttons; `textual.app` and `textual.theme` take their names at import."""


class _Later:
    """Something of a module that is loaded when this is first called or asked for an attribute.

    As a base class it stands for nothing: `textual.theme` makes its own list of themes for the palette of it, for
    which this program has a screen.
    """

    def __init__(self, module: str, name: str) -> None:
        self._place = module, name

    def _found(self) -> Any:
        module, name = self._place
        return getattr(importlib.import_module(module), name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._found()(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._found(), name)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, self._found())

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return ()


class _LaterModule(ModuleType):
    """Stands for a module while others take names from it."""

    def __getattr__(self, name: str) -> _Later:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(self.__name__, name)


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Within it an import of these modules fails, as where they are not installed; those that are there stay."""
    yield from _standing(dict.fromkeys(names))  # which makes an import fail


@contextmanager
def later(*names: str) -> Iterator[None]:
    """Within it an import takes stand-ins of these modules, which are loaded when anything of them is used."""
    yield from _standing({name: _LaterModule(name) for name in names})


@contextmanager
def light() -> Iterator[None]:
    """Within it Textual is imported without OpenSSL and without its palette.

    asyncio does without ssl, as it does where there is none (four megabytes, a fortieth of the start); what fetches
    articles imports it later, and gets it. The palette is loaded when it is first opened (ten milliseconds of the 110
    that Textual takes to import).
    """
    yield from _standing({"ssl": None, _PALETTE: _LaterModule(_PALETTE)})


def _standing(modules: dict[str, ModuleType | None]) -> Iterator[None]:
    modules = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(modules)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in modules:
            del sys.modules[name]
