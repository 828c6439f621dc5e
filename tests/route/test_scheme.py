"""The scheme of sections: what they are called, which have feeds, and who is in those."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feeds.route.globs import section_pattern
from feeds.route.scheme import Named, Scheme
from feeds.route.sections import name_keys, section_key
from tests import strategies


def path(text: str) -> tuple[str, ...]:
    return tuple(text.split("/"))


def patterns(*texts: str) -> tuple[object, ...]:
    return tuple(section_pattern(path(text)) for text in texts)


def aliases(**given: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(path(old), path(new)) for old, new in given.items()]


def shown(scheme: Scheme, section: str, source: str = "news") -> list[str]:
    return ["/".join(place) for place in scheme.places(source, scheme.canonical(path(section)))]


def test_without_a_word_each_section_and_all_above_it_have_feeds() -> None:
    assert shown(Scheme(), "黨派·聲音/統一戰線/地方/北岸") == [
        "黨派·聲音",
        "黨派·聲音/統一戰線",
        "黨派·聲音/統一戰線/地方",
    ]
    assert shown(Scheme(depth=0), "黨派·聲音") == []
    assert Scheme().places("news", ()) == ()


def test_include_and_exclude_decide_which_have_feeds() -> None:
    scheme = Scheme(include=patterns("黨派·聲音", "民生/*"), exclude=patterns("**/地方"))
    assert shown(scheme, "党派声音/統一戰線/地方") == ["党派声音", "党派声音/統一戰線"]
    assert shown(scheme, "民生/教育/夜校") == ["民生/教育"]
    assert shown(scheme, "體育") == []


def test_a_name_is_meant_by_another_wherever_it_stands() -> None:
    scheme = Scheme(aliases=aliases(統戰="統一戰線", united="統戰", Sports="體育"))
    assert scheme.canonical(path("黨派/统战")) == path("黨派/統一戰線")
    assert scheme.canonical(path("United/sports")) == path("統一戰線/體育")
    assert scheme.canonical(path("統戰部")) == path("統戰部")


def test_a_path_is_meant_by_another_with_all_below_it() -> None:
    scheme = Scheme(aliases=[(path("黨派/聲音"), path("聲音")), (path("舊/版"), path("黨派/聲音"))])
    assert scheme.canonical(path("党派/声音/地方")) == path("聲音/地方")
    assert scheme.canonical(path("舊/版/黨派/聲音")) == path("聲音/黨派/聲音")
    assert scheme.canonical(path("聲音/黨派")) == path("聲音/黨派")


def test_an_alias_may_be_a_place_within_another_section() -> None:
    scheme = Scheme(aliases=aliases(足球="體育/足球賽", 體育="生活/運動"))
    assert scheme.canonical(path("足球/地方")) == path("生活/運動/足球賽/地方")


def test_the_configured_spelling_is_used() -> None:
    scheme = Scheme(
        aliases=[(("党派声音",), ("黨派·聲音",)), (("a",), ("民生", "教育"))],
        named=[Named(path("World/Asia"))],
    )
    assert scheme.canonical(path("黨派 聲音/x")) == path("黨派·聲音/x")
    assert scheme.canonical(path("x/党派聲音")) == path("x/黨派·聲音")
    assert scheme.canonical(path("民生/教育")) == path("民生/教育")
    assert scheme.canonical(path("民生/敎育")) == path("民生/教育")
    assert scheme.canonical(path("WORLD/ASIA/JAPAN")) == path("World/Asia/JAPAN")
    assert scheme.canonical(path("x/WORLD")) == path("x/WORLD")
    assert scheme.title(path("world")) == "World"
    assert scheme.title(path("體育")) is None


def test_aliases_that_lead_back_to_themselves_are_found() -> None:
    for given_ in (
        [(path("A"), path("B")), (path("B"), path("A"))],
        [(path("A"), path("A/B"))],
        [(path("A"), path("B/C")), (path("C"), path("a"))],
        [(path("A/B"), path("C")), (path("C"), path("A/B"))],
        [(path("A/B"), path("A/B/C"))],
        [(path("A/B"), path("A/B/A/B/A/B")), (path("C"), path("A/B"))],
        [(path(f"N{n}"), path("/".join([f"N{n + 1}"] * 4))) for n in range(12)],
    ):
        scheme = Scheme(aliases=given_)
        assert given_[0][0] in scheme.circles(given_)
    fine = [(path("A"), path("B")), (path("B"), path("C/D")), (path("C/D"), path("E"))]
    assert Scheme(aliases=fine).circles(fine) == []
    assert Scheme(aliases=fine).canonical(path("a")) == path("E")


NAMES = st.sampled_from(["統戰", "统战", "民生", "A", "a", "b·c", "BC", "新聞", "體育", "-"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(tuple)
ALIASES = st.lists(st.tuples(PATHS, PATHS), max_size=4)


@given(ALIASES, st.lists(PATHS, max_size=2), PATHS)
def test_what_is_meant_means_itself(
    given_: list[tuple[tuple[str, ...], tuple[str, ...]]],
    named: list[tuple[str, ...]],
    section: tuple[str, ...],
) -> None:
    scheme = Scheme(aliases=given_, named=[Named(one) for one in named])
    meant = scheme.canonical(section)  # which ends, whatever the aliases are
    if not scheme.circles(given_):
        assert scheme.canonical(meant) == meant


@given(ALIASES, PATHS, st.data())
def test_spellings_of_one_section_mean_one_section(
    given_: list[tuple[tuple[str, ...], tuple[str, ...]]],
    section: tuple[str, ...],
    data: st.DataObject,
) -> None:
    scheme = Scheme(aliases=given_)
    other = tuple(
        data.draw(st.sampled_from([name, name.upper(), f" {name}", f"{name}·"]))
        if name != "-"
        else name
        for name in section
    )
    assert name_keys(other) == name_keys(section)
    assert section_key(scheme.canonical(other)) == section_key(scheme.canonical(section))
    places = scheme.places("news", scheme.canonical(section))
    others = scheme.places("news", scheme.canonical(other))
    assert list(map(section_key, places)) == list(map(section_key, others))


@given(strategies.some(strategies.names), st.integers(0, 4))
def test_no_entry_is_twice_in_one_section_and_none_is_in_an_inner_one_alone(
    section: tuple[str, ...], depth: int
) -> None:
    places = Scheme(depth).places("news", section)
    keys = [name_keys(place) for place in places]
    assert len(keys) == len(set(keys))
    assert keys == [name_keys(section)[: length + 1] for length in range(len(keys))]


def test_a_named_section_has_a_feed_and_takes_what_it_matches() -> None:
    united = Named(path("要聞/統戰"), "統一戰線", patterns("黨派·聲音/**", "*/統戰"))
    scheme = Scheme(depth=1, named=[united])
    assert shown(scheme, "党派声音/地方") == ["党派声音", "要聞", "要聞/統戰"]
    assert shown(scheme, "海外/統戰") == ["海外", "要聞", "要聞/統戰"]
    assert shown(scheme, "要聞/统战/地方") == ["要聞", "要聞/統戰"]
    assert shown(scheme, "體育") == ["體育"]
    assert scheme.title(path("要聞/统战")) == "統一戰線"
    assert scheme.has_feed(path("要聞/统战"))


def test_a_named_section_may_hold_the_entries_of_some_sources_alone() -> None:
    own = Named(path("民生"), sources=frozenset(["ours"]), match=patterns("生活"))
    scheme = Scheme(named=[own])
    assert shown(scheme, "民生/教育", "ours") == ["民生", "民生/教育"]
    assert shown(scheme, "民生/教育", "others") == ["民生/教育"]
    assert shown(scheme, "生活", "ours") == ["生活", "民生"]
    assert shown(scheme, "生活", "others") == ["生活"]


def test_a_section_without_a_section_is_in_no_named_one() -> None:
    assert Scheme(named=[Named(path("A"), match=patterns("**"))]).places("news", ()) == ()


def test_where_feeds_have_gone() -> None:
    scheme = Scheme(
        aliases=aliases(統戰="統一戰線"),
        moved=[(path("舊聞"), path("新聞")), (path("新聞/體育"), path("統戰"))],
    )
    assert scheme.successor(path("统战/地方")) == path("統一戰線/地方")
    assert scheme.successor(path("旧闻/民生")) == path("新聞/民生")
    assert scheme.successor(path("舊聞/體育/足球")) == path("統一戰線/足球")
    assert scheme.successor(path("新聞")) is None
    assert not scheme.has_feed(path("舊聞/民生"))
    assert scheme.has_feed(path("新聞/民生"))
