"""What `feeds explain` and `feeds try` show to a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from feeds.aggregator.explaining import Explained, Place
from feeds.aggregator.trying import Match, Tried
from feeds.model import Entry, Person
from feeds.route.snippets import Snippet

_HIT = "bold yellow"
_BAR, _WIDTH = "█", 30
_MOST = 10  # days, and sources
_FIELDS = {
    "title": "title",
    "link": "url",
    "date": "published",
    "updated": "updated",
    "authors": "authors",
    "editors": "contributors",
    "section": "section",
    "keywords": "keywords",
    "language": "language",
    "image": "image",
    "summary": "summary",
    "content": "content",
}
_WIDEST = 44  # columns of what a field was read from
_LONGEST = 60  # columns of its value


class _Paper:
    """A console that wraps nothing: in a pipe there is no edge, and what is copied stays whole."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, markup=False)
        self.plain = not self.console.is_terminal or self.console.no_color

    def say(self, text: str | Text = "", style: str = "") -> None:
        self.console.print(text, style=style or None, soft_wrap=True)

    def marked(self, snippet: Snippet, before: str) -> None:
        """A snippet, with its hits in colour, or in brackets where there is none."""
        line = Text.assemble((f"{before}{snippet.field:<9}", "dim"))
        if self.plain:
            line.append(snippet.marked("[", "]"))
        else:
            for text, hit in snippet.pieces:
                line.append(text, style=_HIT if hit else None)
        self.say(line)


def show_explained(one: Explained, timezone: str | None, *, only: bool) -> None:
    """An entry; with `only` no more than the feeds that were asked for."""
    paper, entry, zone = _Paper(), one.entry, ZoneInfo(timezone or "UTC")
    paper.say(entry.title or "(no title)", "bold")
    if only:
        for place in one.asked:
            paper.say()
            _show_place(paper, place)
        paper.say()
        return
    title = f": {one.source.title}" if one.source.title else ""
    for name, value in (
        ("id", entry.id),
        ("source", f"{one.source.id}{title}"),
        ("document", one.document),
        ("first seen", _minute(one.first_seen, zone)),
        ("changed", _minute(one.changed, zone) if one.changed else "never since"),
        *(("also from", f"{copy.source}  {copy.url or copy.id}") for copy in one.also),
    ):
        paper.say(Text.assemble((f"  {name:<12}", "dim"), value))
    paper.say("\nWhat each field was read from", "bold")
    given = dict(entry.read_from)
    if not given:
        paper.say("  not known: it was read by an older version, and has not changed since")
    wide = min(max(map(cell_len, given.values()), default=0), _WIDEST)
    for name, field in _FIELDS.items():
        if name in given:
            by = given[name] + " " * (wide - cell_len(given[name]))
            value = _value(entry, field, zone)
            paper.say(Text.assemble((f"  {name:<12}", "dim"), by, (f"  {value}", "dim")))
    paper.say("\nIts section", "bold")
    path = " / ".join(one.section)
    paper.say(f"  {path}, by {_by(one)}" if path else "  none: neither the entry nor its source")
    paper.say("\nIts feeds", "bold")
    for place in one.feeds:
        _show_place(paper, place, "  ")
    paper.say()


def _by(one: Explained) -> str:
    return one.section_by if not one.entry.section else f"the entry itself ({one.section_by})"


def _show_place(paper: _Paper, place: Place, indent: str = "") -> None:
    paper.say(Text.assemble((f"{indent}{place.name}", "bold cyan"), _standing(place)))
    inner = f"{indent}  "
    if place.query is not None and not place.is_in:
        paper.say(Text.assemble((f"{inner}it asks for ", "dim"), place.query))
    for snippet in place.shown:
        paper.marked(snippet, inner)
    for fact in place.facts:
        paper.say(Text.assemble((f"{inner}{'and':<9}", "dim"), fact))
    plain = [part for part in place.failing if not (part.excluded or part.instead)]
    if plain:
        words = ", ".join(part.part for part in plain)
        paper.say(Text.assemble((f"{inner}nowhere in the entry: ", "dim"), (words, "bold")))
    for part in (part for part in place.failing if part not in plain):
        said = "excluded by" if part.excluded else "it lacks"
        instead = f": {part.instead}" if part.instead else ""
        paper.say(Text.assemble((f"{inner}{said} ", "dim"), (part.part, "bold"), instead))
        for snippet in (*part.excluded, *part.shown):
            paper.marked(snippet, f"{inner}  ")


def _standing(place: Place) -> str:
    """Whether an entry is in a feed, and whether it is seen there."""
    if not place.is_in:
        return ": joins it with the next pass" if place.now else ": not in it"
    said = f": number {place.number} of {place.size}"
    if place.archive is not None:
        said = f": in its archive {place.archive}"
        if place.copy is not None:
            said = f": not shown: a copy of it is{said[1:]}, {place.copy.id}"
    elif place.copy is not None:
        said = f": not shown: a copy of it is, {place.copy.id} from {place.copy.source}"
    elif not place.number:
        said = f": one of {place.size}, not shown: the feed shows {place.limit}, {place.chosen}"
    elif place.number > place.limit:
        said += f", not shown: the feed shows {place.limit}"
    if not place.now:
        said += "; leaves it with the next pass"
    return said


def _value(entry: Entry, field: str, zone: ZoneInfo) -> str:
    """A field's value, as much of it as fits beside what it was read from."""
    value = getattr(entry, field)
    if isinstance(value, datetime):
        return _minute(value, zone)
    if field == "content":
        return f"{len(value)} characters"
    if isinstance(value, tuple):
        between = " / " if field == "section" else ", "
        value = between.join(item.name if isinstance(item, Person) else item for item in value)
    if cell_len(value) <= _LONGEST:
        return str(value)
    return f"{set_cell_size(value, _LONGEST - 1).rstrip()}…"


def _minute(date: datetime, zone: ZoneInfo) -> str:
    return f"{date.astimezone(zone):%Y-%m-%d %H:%M %z}"


def show_tried(query: str, found: Tried, titles: Mapping[str, str]) -> None:
    """What a query found."""
    paper = _Paper()
    effort = f"of {found.entries} stored, {found.looked} looked at, {found.seconds * 1000:.1f} ms"
    count = f"{found.found} entries match"
    if found.found < 2:
        count = f"{'1' if found.found else 'no'} entry matches"
    paper.say(Text.assemble((f"{count} {query}", "bold"), (f"  ({effort})", "dim")))
    for match in found.matches:
        paper.say()
        _show_match(paper, match, titles)
    if 0 < len(found.matches) < found.found:
        more = found.found - len(found.matches)
        paper.say(f"\n… and {more} more: --limit {found.found} shows them", "dim")
    _show_counts(paper, "By day", found.by_day)
    _show_counts(paper, "By source", [(titles.get(id, id), n) for id, n in found.by_source])


def _show_match(paper: _Paper, match: Match, titles: Mapping[str, str]) -> None:
    entry = match.entry
    title = entry.title or "(no title)"
    paper.say(Text.assemble((f"{match.date:%Y-%m-%d}  ", "dim"), (title, "bold")))
    place = [
        titles.get(entry.source, entry.source),
        " / ".join(match.section),
        entry.url or entry.id,
    ]
    paper.say(f"  {'  '.join(filter(None, place))}", "dim")
    for snippet in match.shown:
        paper.marked(snippet, "  ")
    for fact in match.facts:
        paper.say(Text.assemble((f"  {'and':<9}", "dim"), fact))


def _show_counts(paper: _Paper, what: str, counts: Sequence[tuple[str, int]]) -> None:
    if not counts:
        return
    paper.say(f"\n{what}", "bold")
    most = max(count for _, count in counts)
    digits = len(str(most))
    for name, count in counts[:_MOST]:
        bar = _BAR * max(1, round(count * _WIDTH / most)) if most > _WIDTH else _BAR * count
        paper.say(Text.assemble(f"  {count:>{digits}}  {name}", (f"  {bar}", "cyan")))
    if rest := [count for _, count in counts[_MOST:]]:
        others = "1 other" if len(rest) == 1 else f"{len(rest)} others"
        paper.say(f"  {sum(rest):>{digits}}  in {others}", "dim")
