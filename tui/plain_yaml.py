"""YAML of settings and themes: plain values, each key once. Loaded only where a file was not read before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from yaml import SafeLoader
else:  # the C parser takes a tenth of the time, where it was built
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(SafeLoader):
    """Plain values; a key given twice, of which YAML would quietly take the last, is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value} given twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def parse(data: bytes | str) -> Any:
    """Plain values; ValueError, caused by the parser's own error, where there are none."""
    try:
        return yaml.load(data, Loader=_Loader)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
