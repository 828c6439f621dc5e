"""`config.yaml` -> `Config`, or every problem in it at once, each with its line and column."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from feeds.config import schema
from feeds.config.access import without_user
from feeds.config.schema import Config, locate
from feeds.errors import ConfigError, Problem

Where = tuple[str | int, ...]

_WORDS = {
    "tuple_type": "should be a list",
    "model_type": "should be a mapping, such as key: value",
    "dict_type": "should be a mapping, such as key: value",
    "string_type": "should be text (in quotes if it looks like a number)",
    "string_pattern_mismatch": "should be letters, digits, dots, - and _ (80 at most)",
    "string_too_short": "should not be empty",
    "too_short": "should not be empty",
    "int_type": "should be a whole number",
    "int_parsing": "should be a whole number",
    "int_from_float": "should be a whole number",
    "bool_type": "should be true or false",
    "bool_parsing": "should be true or false",
    "byte_size": "should be a size such as 500kB or 20MB",
    "byte_size_unit": "should be a size such as 500kB or 20MB",
}
"""Plainer words than pydantic's, by its types of error."""
_VARIABLE = re.compile(
    r"\$\{(?:file:(?P<file>[^}]+)|(?P<name>[A-Za-z_]\w*)(?::-(?P<default>[^}]*))?)\}"
)


def load(path: Path, environ: Mapping[str, str] | None = None) -> Config:
    """Read and check the configuration at `path`.

    `environ` answers ``${NAME}`` (the process's environment if None), a file ``${file:PATH}``.
    Raises ConfigError with all problems; a path in it is as the user wrote it.
    """
    file = str(path)
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise ConfigError(
            [Problem(file, 1, 1, "", f"cannot be read: {error.strerror}", "feeds init makes one")]
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigError([Problem(file, 1, 1, "", f"is not UTF-8: {error.reason}")]) from None
    return parse(text, file, str(path.parent), os.environ if environ is None else environ)


def parse(text: str, file: str, folder: str, environ: Mapping[str, str]) -> Config:
    """The same for a text at hand; `file` is for messages, `folder` for relative paths."""
    tree = _yaml(text, file)
    marks: dict[Where, tuple[int, int]] = {(): (1, 1)}
    problems: list[Problem] = []
    plain = _plain(tree, (), marks, problems, file, Path(folder), environ)
    if plain is None:
        plain = {}
    if not isinstance(plain, dict):
        raise ConfigError(
            [Problem(file, 1, 1, "", "should be a mapping with keys such as sources")]
        )
    problems += _duplicates(plain, file, marks)
    try:
        config = Config.model_validate(plain)
    except ValidationError as error:
        explained = [_explain(file, marks, detail) for detail in error.errors()]
        said = {problem.key for problem in problems}
        problems += [problem for problem in explained if problem.key not in said]
    if problems:
        raise ConfigError(sorted(problems, key=lambda p: (p.line, p.column)))
    config._file, config._folder, config._marks = file, folder, marks
    if problems := _without_secret(config):
        raise ConfigError(problems)
    return config


def _without_secret(config: Config) -> list[Problem]:
    """What is private, and has no address that nobody guesses."""
    if config.site.secret is not None:
        return []
    private: list[Where] = [("feeds", "private")] if config.feeds.private else []
    said: dict[Where, list[bool | None]] = {
        ("sections", "named"): [one.private for one in config.sections.named],
        ("keywords",): [one.private for one in config.keywords],
        ("feeds", "combined"): [one.private for one in config.feeds.combined],
    }
    for where, some in said.items():
        private += [(*where, number, "private") for number, one in enumerate(some) if one]
    message = "what is private needs site.secret, from which its address is made"
    hint = "secret: ${FEEDS_SECRET} below site, and 16 characters or more in the environment"
    return [config.problem(where, message, hint) for where in private]


def _yaml(text: str, file: str) -> Any:
    try:
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = (error.problem or error.context or "cannot be parsed").splitlines()[0]
        raise ConfigError([Problem(file, line, column, "", f"is no valid YAML: {said}")]) from None
    except YAMLError as error:
        said = str(error).splitlines()[0]
        raise ConfigError([Problem(file, 1, 1, "", f"is no valid YAML: {said}")]) from None
    except (ValueError, LookupError) as error:  # what looks like a number and is none, such as "._"
        said = f"a value is not of the type that it looks like ({error})"
        raise ConfigError([Problem(file, 1, 1, "", f"is no valid YAML: {said}")]) from None


def _plain(
    node: Any,
    where: Where,
    marks: dict[Where, tuple[int, int]],
    problems: list[Problem],
    file: str,
    folder: Path,
    environ: Mapping[str, str],
) -> Any:
    """Plain Python values; fills `marks` with each key's place, substitutes variables."""
    if isinstance(node, CommentedMap):
        result = {}
        for key, value in node.items():
            here = (*where, str(key))
            own = (node.lc.data or {}).get(key)  # None for keys that a merge (<<) brought
            line, column = own[:2] if own else (node.lc.line, node.lc.col)
            marks[here] = (line + 1, column + 1)
            result[str(key)] = _plain(value, here, marks, problems, file, folder, environ)
        return result
    if isinstance(node, CommentedSeq):
        items = []
        for index, value in enumerate(node):
            here = (*where, index)
            line, column = node.lc.item(index)
            marks[here] = (line + 1, column + 1)
            items.append(_plain(value, here, marks, problems, file, folder, environ))
        return items
    if isinstance(node, str):

        def substitute(match: re.Match[str]) -> str:
            if match["file"]:
                try:
                    return Path(folder, match["file"].strip()).read_text("utf-8").strip()
                except (OSError, ValueError) as error:
                    said = error.strerror if isinstance(error, OSError) else "is no text"
                    message = f"{match['file'].strip()} cannot be read: {said}"
                    problems.append(locate(file, marks, where, message))
                    return ""
            value = environ.get(match["name"]) or match["default"]
            if value is None:
                message = f"the environment variable {match['name']} is not set"
                hint = f"${{{match['name']}:-default}} gives a default"
                problems.append(locate(file, marks, where, message, hint))
                return ""
            return value

        return _VARIABLE.sub(substitute, node)
    return node


def _explain(file: str, marks: dict[Where, tuple[int, int]], detail: Any) -> Problem:
    where: Where = tuple(part for part in detail["loc"] if not _internal(part))
    kind, hint = detail["type"], ""
    message = _WORDS.get(kind) or detail["msg"].removeprefix("Value error, ")
    message = message.removeprefix("Input ")
    message = message[:1].lower() + message[1:]
    if kind == "extra_forbidden":
        known = list(_model_at(where[:-1]).model_fields)
        near = difflib.get_close_matches(str(where[-1]), known, n=1, cutoff=0.5)
        message = "unknown key"
        hint = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(known)}"
    elif kind == "missing":
        message = "is missing"
    elif kind not in ("value_error", "literal_error") and isinstance(
        detail.get("input"), (str, int, float, bool)
    ):
        message += f", not {detail['input']!r}"
    elif kind == "literal_error":
        given, expected = str(detail["input"]), detail["ctx"]["expected"].replace("'", "")
        near = difflib.get_close_matches(given, re.split(r", | or ", expected), n=1, cutoff=0.5)
        message = f"{given!r} is none of {expected}"
        hint = f"did you mean {near[0]}?" if near else ""
    return locate(file, marks, where, message, hint)


def _model_at(where: Where) -> type[BaseModel]:
    """The model whose keys stand below `where`, or the nearest above it."""
    model: type[BaseModel] = Config
    for part in where:
        if field := model.model_fields.get(str(part)):
            todo: list[Any] = [field.annotation]
            while todo:
                kind = todo.pop()
                if isinstance(kind, type) and issubclass(kind, BaseModel):
                    model = kind
                todo += get_args(kind)
    return model


def _internal(part: str | int) -> bool:
    """Whether pydantic put this into a location for its own purposes."""
    return isinstance(part, str) and ("[" in part or "(" in part)


def _duplicates(plain: Any, file: str, marks: dict[Where, tuple[int, int]]) -> list[Problem]:
    """Sources and keyword names that stand twice, found before and besides other faults."""
    taken: dict[tuple[str, str], Where] = {}
    problems = []

    def claim(kind: str, value: object, where: Where, message: str) -> None:
        if not isinstance(value, str):
            return
        key = same_address(value) if kind == "url" else value.casefold()
        first = taken.setdefault((kind, key), where)
        if first != where:
            line = locate(file, marks, first, "").line
            said = message.format(without_user(value)[0], line)
            problems.append(locate(file, marks, where, said, "remove one"))

    for index, spec in enumerate(_list(plain, "sources")):
        given = spec if isinstance(spec, dict) else {"url" if _is_address(spec) else "path": spec}
        for kind in ("url", "path", "opml"):
            where = ("sources", index, kind)
            claim(kind, given.get(kind), where, "the same source as in line {1}: {0}")
        claim("id", given.get("id"), ("sources", index, "id"), "the id {0!r} is taken in line {1}")
    for index, spec in enumerate(_list(plain, "keywords")):
        name = spec.get("name") if isinstance(spec, dict) else spec
        claim("name", name, ("keywords", index), "the keyword {0!r} stands in line {1} already")
    inside = plain.get("feeds")
    for index, spec in enumerate(_list(inside, "combined") if isinstance(inside, dict) else ()):
        name = spec.get("name") if isinstance(spec, dict) else None
        message = "the combined feed {0!r} stands in line {1} already"
        claim("combined", name, ("feeds", "combined", index), message)
    queries = plain.get("queries")
    for name in queries if isinstance(queries, dict) else ():
        claim("name", name, ("queries", name), "the name {0!r} is taken in line {1}")
    return problems


def _list(plain: Any, key: str) -> list[Any]:
    value = plain.get(key)
    return value if isinstance(value, list) else []


def _is_address(spec: object) -> bool:
    return isinstance(spec, str) and bool(re.match(schema.ADDRESS, spec))


def same_address(url: str) -> str:
    """A key that is equal for two spellings of one address: case, default port, fragment."""
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url
    host = (parts.hostname or "").rstrip(".")
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme.lower()}://{host}{port}{parts.path or '/'}{query}"
