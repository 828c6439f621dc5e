"""Adding to a `config.yaml` as a person would: a few lines, all others left as they are."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from feeds.config.load import parse
from feeds.errors import FeedsError


def add_sources(path: Path, specs: Sequence[Mapping[str, Any]]) -> None:
    """Append `specs` to the sources of the configuration at `path`, which is valid.

    Raises FeedsError if the file cannot be written, and leaves it as it was.
    """
    if not specs:
        return
    text = path.read_text("utf-8-sig")
    changed = with_sources(text, specs)
    parse(changed, str(path), str(path.parent), os.environ)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".config-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(changed)
        Path(temporary).chmod(path.stat().st_mode & 0o777)
        Path(temporary).replace(path)
    except OSError as error:
        raise FeedsError(f"{path}: cannot be written: {error.strerror}") from None


def with_sources(text: str, specs: Sequence[Mapping[str, Any]]) -> str:
    """The text of a configuration, with `specs` at the end of its sources."""
    yaml = YAML()
    yaml.preserve_quotes = True
    tree = yaml.load(text)
    lines = [as_line(spec) for spec in specs]
    if text and not text.endswith("\n"):
        text += "\n"
    if not isinstance(tree, CommentedMap) or "sources" not in tree:
        return text + "sources:\n" + "".join(f"  - {line}\n" for line in lines)
    sources = tree["sources"]
    if sources is None:  # its items are all commented out
        given = text.splitlines(keepends=True)
        end = tree.lc.key("sources")[0] + 1
        return "".join([*given[:end], *(f"  - {line}\n" for line in lines), *given[end:]])
    if isinstance(sources, CommentedSeq) and sources and not sources.fa.flow_style():
        given = text.splitlines(keepends=True)
        indent = " " * (sources.lc.item(0)[1] - 2)
        end = _end_of(tree, given)
        return "".join([*given[:end], *(f"{indent}- {line}\n" for line in lines), *given[end:]])
    # An empty list, or one in brackets: written anew, as a block.
    tree["sources"] = CommentedSeq([*(sources or []), *map(dict, specs)])
    out = io.StringIO()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(tree, out)
    return out.getvalue()


def _end_of(tree: CommentedMap, lines: list[str]) -> int:
    """The line after the last one of the sources, without the comments that follow them."""
    keys = list(tree)
    after = keys[keys.index("sources") + 1 :]
    end = tree.lc.key(after[0])[0] if after else len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(("#", "..."))):
        end -= 1
    return end


def as_line(spec: Mapping[str, Any]) -> str:
    """A source as one line of YAML: a bare address if it has nothing else."""
    value = spec["url"] if list(spec) == ["url"] else dict(spec)
    return _dumped(value, in_one_line=True).replace("\n...\n", "\n").strip()


def as_block(values: Mapping[str, Any]) -> str:
    """Values as lines of YAML, to be put into a configuration."""
    return _dumped(dict(values), in_one_line=False)


def _dumped(value: Any, *, in_one_line: bool) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = in_one_line
    yaml.allow_unicode = True
    yaml.width = 1 << 20
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    out = io.StringIO()
    yaml.dump(value, out)
    return out.getvalue()
