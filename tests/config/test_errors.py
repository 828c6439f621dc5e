"""What is wrong in a configuration is said all at once, each thing where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.config import Config, load, parse
from feeds.config.schema import Model, SourceSpec
from feeds.errors import ConfigError, Problem


def problems(text: str, **environ: str) -> list[Problem]:
    with pytest.raises(ConfigError) as caught:
        parse(text, "config.yaml", ".", environ)
    return caught.value.problems


def said(text: str, **environ: str) -> str:
    [problem] = problems(text, **environ)
    return str(problem)


def test_everything_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    text = """\
sites: {title: x}
site: {url: nonsense, titel: a}
sources: x
keywords: [a, {nam: b}]
feeds: {formats: [rss, jsn], limit: many}
fetch: {timeout: soon, per_host: 0, max_bytes: lots}
sections: 3
"""
    assert [str(problem) for problem in problems(text)] == [
        "config.yaml:1:1: sites: unknown key (did you mean site?)",
        "config.yaml:2:8: site.url: 'nonsense' is no http or https address",
        "config.yaml:2:23: site.titel: unknown key (did you mean title?)",
        "config.yaml:3:1: sources: should be a list, not 'x'",
        "config.yaml:4:15: keywords[1].name: is missing",
        "config.yaml:4:15: keywords[1].query: is missing",
        "config.yaml:4:16: keywords[1].nam: unknown key (did you mean name?)",
        "config.yaml:5:24: feeds.formats[1]: 'jsn' is none of rss, atom or json"
        " (did you mean json?)",
        "config.yaml:5:30: feeds.limit: should be a whole number, not 'many'",
        "config.yaml:6:9: fetch.timeout: 'soon' is no duration: write 30s, 15m, 1h, 1h30m or 2d",
        "config.yaml:6:24: fetch.per_host: should be greater than or equal to 1, not 0",
        "config.yaml:6:37: fetch.max_bytes: should be a size such as 500kB or 20MB, not 'lots'",
        "config.yaml:7:1: sections: should be a mapping, such as key: value, not 3",
    ]


def test_a_key_like_no_other_gets_the_list_of_keys() -> None:
    assert said("xyzzy: 1") == (
        "config.yaml:1:1: xyzzy: unknown key (known keys: site, sources, sections, keywords, "
        "queries, feeds, duplicates, schedule, fetch, hosts, store, output, serve)"
    )


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("sources: [a\nkeywords: []", "2:9", "no valid YAML"),
        ("sources:\n\t- a", "2:1", "no valid YAML"),
        ("site: {title: a}\nsite: {title: b}", "2:1", "no valid YAML: found duplicate key"),
        ("- a\n- b", "1:1", "should be a mapping"),
        ("just words", "1:1", "should be a mapping"),
        ("site: *nobody", "1:7", "no valid YAML"),
        ("a: !!python/object:os.system {}", "1:1", "unknown key"),
        ("site: {title: \x00}", "1:1", "no valid YAML"),
        ("store: ._", "1:1", "no valid YAML"),
        ("store: -_", "1:1", "no valid YAML"),
        ("store: !!bool x", "1:1", "no valid YAML"),
    ],
)
def test_what_is_no_yaml_for_us(text: str, where: str, what: str) -> None:
    problem = said(text)
    assert problem.startswith(f"config.yaml:{where}: ")
    assert what in problem


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("- {url: 'http://a.example/', path: b}", "2:3", "exactly one of url, path and opml"),
        ("- {title: a}", "2:3", "exactly one of url, path and opml"),
        ("- ftp://a.example/", "2:3", "'ftp://a.example/' is no http, https or file address"),
        ("- {url: 'http://a.example/', id: a/b}", "2:30", "should be letters, digits"),
        ("- {url: 'http://a.example/', kind: artikel}", "2:30", "did you mean article?"),
        ("- {url: 'http://a.example/', language: Chinese language}", "2:30", "BCP 47"),
        ("- {url: 'http://a.example/', timezone: Asia/Taipeh}", "2:30", "no time zone"),
        ("- {url: 'http://a.example/', every: true}", "2:30", "should be a duration"),
        ("- {url: 'http://a.example/', fulltext: maybe}", "2:30", "true or false, not 'maybe'"),
        ("- {url: 'http://a.example/', ever: 1h}", "2:30", "did you mean every?"),
        ("- 3", "2:3", "should be a mapping"),
    ],
)
def test_a_source_that_is_none(text: str, where: str, what: str) -> None:
    problem = said(f"sources:\n{text}")
    assert problem.startswith(f"config.yaml:{where}: sources[0]")
    assert what in problem


@pytest.mark.parametrize(
    "second",
    [
        "https://a.example/feed",
        "HTTPS://A.example:443/feed#top",
        "{url: 'https://a.example/feed', title: Other}",
        "http://a.example./feed",
    ],
)
def test_a_source_that_stands_twice(second: str) -> None:
    if second.startswith("http:"):
        parse(f"sources:\n- https://a.example/feed\n- {second}", "c", ".", {})
        return  # another scheme is another address
    assert "the same source as in line 2" in said(f"sources:\n- https://a.example/feed\n- {second}")


def test_ids_and_keywords_that_are_taken() -> None:
    text = """\
sources:
  - {url: https://a.example/, id: a}
  - {url: https://b.example/, id: A}
keywords: [x, {name: X, query: y}]
"""
    assert [(p.line, p.column, p.hint) for p in problems(text)] == [
        (3, 31, "remove one"),
        (4, 15, "remove one"),
    ]


def test_variables_that_are_not_set() -> None:
    problem = said("site: {title: '${TITLE}'}")
    assert problem == (
        "config.yaml:1:8: site.title: the environment variable TITLE is not set "
        "(${TITLE:-default} gives a default)"
    )


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no.yaml:1:1: cannot be read: No such file.*feeds init"):
        load(tmp_path / "no.yaml")
    (tmp_path / "latin.yaml").write_bytes("site: {title: café}".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"latin.yaml:1:1: is not UTF-8"):
        load(tmp_path / "latin.yaml")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*Config.model_fields, *SourceSpec.model_fields, "query", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(VALUES)
def test_any_tree_is_a_configuration_or_a_list_of_problems(tree: object) -> None:
    import io

    from ruamel.yaml import YAML

    out = io.StringIO()
    YAML(typ="safe", pure=True).dump(tree, out)
    try:
        found: Config | list[Problem] = parse(out.getvalue(), "c", ".", {})
    except ConfigError as error:
        found = error.problems
    lines = out.getvalue().count("\n") + 1
    if not isinstance(found, Config):
        assert found
        assert all(1 <= problem.line <= lines and problem.message for problem in found)


@given(st.text(max_size=60))
def test_any_text_is_a_configuration_or_a_list_of_problems(text: str) -> None:
    try:
        parse(text, "c", ".", {})
    except ConfigError as error:
        problems = error.problems
    else:
        problems = None
    assert problems is None or problems


def test_every_key_says_what_it_is() -> None:
    def models(model: type[Model]) -> None:
        for name, field in model.model_fields.items():
            inner = field.annotation
            if isinstance(inner, type) and issubclass(inner, Model):
                models(inner)
            elif model is not Config or name in ("store", "output"):
                assert field.description or name in {"formats", "host", "port"}, name

    models(Config)
