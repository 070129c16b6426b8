"""The user's settings, keys and themes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tui import paths, resources
from tui.checking import ConfigError
from tui.config import Settings, sound_settings
from tui.keymap import sound_keymap
from tui.output.doctor.findings import Finding, fault, ok, warning


class SettingsCheck:
    """The settings as far as they can be read; `settings` are the shipped ones until they have been."""

    def __init__(self, config: Path | None, environ: Mapping[str, str]) -> None:
        self._config = config
        self._environ = environ
        self.settings: Settings | None = None
        self._faults: list[ConfigError] = []

    def files(self) -> Iterator[Finding]:
        """The files of settings, and all that is wrong in them."""
        own = self._config or paths.user_config()
        if self._config is None and not own.exists():
            yield ok(f"{own} does not exist: the defaults hold ({resources.default_config()})")
        self.settings, self._faults = sound_settings(self._config, environ=self._environ)
        for wrong in self._faults:
            yield fault(str(wrong), "correct this; what follows is looked at without it")
        if own.exists() and not self._faults:
            yield ok(f"{own} is read")

    def keys(self) -> Iterator[Finding]:
        """The keymap that they make."""
        assert self.settings is not None
        keys = self.settings.keys
        try:
            keymap = sound_keymap(keys, self._faults, self._config)
        except ConfigError as error:
            for wrong in error.faults:
                yield fault(
                    str(wrong), 'give this action other keys; "briefing-tui keys --preset NAME" shows a preset whole'
                )
            return
        bound = [id for id in keys.actions if keymap.keys_of(id)]
        yield ok(f"preset {keys.preset}, {len(bound)} of {len(keys.actions)} actions have keys")
        if self._faults:
            return  # what has no keys may be what is told above
        for id in ("follow", "go-back", "help", "quit", "search", "annotate"):
            if id not in bound:
                yield warning(f"{id} has no key", f"give keys.actions.{id} one, or use the palette")

    def themes(self) -> Iterator[Finding]:
        """The themes that load, those that do not, and whether the chosen one is among them."""
        assert self.settings is not None
        from textual.theme import BUILTIN_THEMES

        from tui.theming import load_themes

        own = paths.user_themes()
        themes, problems = load_themes(resources.themes_dir(), own)
        names = [theme.name for theme in themes]
        yield ok(f"{', '.join(names)}, and {len(BUILTIN_THEMES)} of Textual's")
        yield ok(f"your own are looked for in {own}{'' if own.is_dir() else ', which does not exist'}")
        for problem in problems:
            yield fault(str(problem), "correct this; the other themes can be used")
        chosen = self.settings.theme
        if chosen not in names and chosen not in BUILTIN_THEMES:
            yield fault(
                f'the theme "{chosen}", which your settings name, does not load', f"choose {' or '.join(names)}"
            )
