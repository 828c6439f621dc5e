"""What a person sees on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from feeds.aggregator import Deciding, PassResult, Progressed, SourceReport
from feeds.aggregator.listing import FeedReport
from feeds.model import Entry
from feeds.preview import Preview
from feeds.schedule import as_words

_STYLES = {"failing": "red", "gone": "red", "degraded": "yellow"}


@contextmanager
def bar(description: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, to be told how much is done, and of how much."""
    with _bars(Console(stderr=True)) as bars:
        task = bars.add_task(description, total=None)
        yield lambda done, total: bars.update(task, total=total, completed=done)


def _bars(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )


def watch(ask: Callable[[Progressed, Deciding], PassResult]) -> PassResult:
    """Do a pass by `ask`, with a bar while it runs and a table of what it did, on stderr.

    What is decided again meanwhile has a bar of its own.
    """
    console = Console(stderr=True, highlight=False)
    bars = _bars(console)
    task = bars.add_task("asking sources", total=None)
    others: dict[str, TaskID] = {}

    def deciding(what: str, done: int, total: int) -> None:
        if what not in others:
            shown = what if len(what) < 40 else f"{what[:39]}…"
            others[what] = bars.add_task(escape(f"deciding {shown}"), total=total)
        bars.update(others[what], total=total, completed=min(done, total))

    with bars:
        result = ask(lambda _, total: bars.update(task, total=total, advance=1), deciding)
    table = Table("sources", "", "entries", "", "feeds", "", box=None, pad_edge=False)
    rows = [
        ("ok", result.count("ok"), "new", result.new, "written", result.published.feeds),
        ("unchanged", result.count("unchanged"), "changed", result.changed, "", ""),
        ("failed", result.count("failed"), "", "", "", ""),
    ]
    if held := result.count("held"):  # their hosts are left alone
        rows.append(("held back", held, "", "", "", ""))
    for row in rows:
        table.add_row(*map(str, row))
    console.print(table)
    for failure in (done for done in result.sources if done.status == "failed"):
        console.print(Text(f"{failure.source.id}: {failure.message}", style="red"))
    return result


def describe(shown: Preview) -> str:
    """What an address gives, in a line or two."""
    if shown.error is not None:
        return f"{shown.input}: {shown.error}"
    entries = "1 entry" if len(shown.entries) == 1 else f"{len(shown.entries)} entries"
    said = f"{shown.input}: {shown.title or 'without a title'}: {shown.kind}, {entries}"
    return "\n".join([said, *(f"  {line}" for line in shown.evidence)])


def show_preview(shown: Preview, limit: int) -> None:
    """A document's entries, as a person wants to see them."""
    console = Console(highlight=False)
    if shown.error is not None:
        console.print(Text(f"{shown.input}: {shown.error}", style="bold red"), soft_wrap=True)
        return
    count = len(shown.entries)
    console.print(Text(shown.title or shown.input, style="bold"))
    facts = f"{shown.kind} ({shown.dialect}), {count} entries"
    console.print(Text(facts, style="dim"))
    for line in shown.evidence:
        console.print(Text(line, style="dim"), soft_wrap=True)
    if shown.warning:
        console.print(Text(shown.warning, style="yellow"))
    for entry in shown.entries[:limit]:
        console.print()
        _show_entry(console, entry)
    if count > limit:
        console.print(Text(f"\n… and {count - limit} more: --limit {count} shows them", "dim"))
    console.print()


def _show_entry(console: Console, entry: Entry) -> None:
    console.print(Text(entry.title or "(no title)", style="bold cyan"), soft_wrap=True)
    facts = {
        "url": entry.url or "none",
        "published": _minute(entry.published),
        "updated": _minute(entry.updated),
        "section": " / ".join(entry.section),
        "authors": ", ".join(person.name for person in entry.authors),
        "editors": ", ".join(person.name for person in entry.contributors),
        "keywords": ", ".join(entry.keywords),
        "language": entry.language or "",
        "image": entry.image or "",
        "media": ", ".join(media.url for media in entry.media),
    }
    by = dict(entry.read_from)
    by = {**by, "url": by.get("link", ""), "published": by.get("date", "")}
    for name, value in facts.items():
        if value:
            line = Text(f"  {name:<10}", style="dim").append(Text(value, style="default"))
            line.append(Text(f"  ({by[name]})" if by.get(name) else "", style="dim"))
            console.print(line, soft_wrap=True)
    if entry.summary:
        console.print(Text(f"  {entry.summary}"), soft_wrap=True)


def show_status(reports: Sequence[SourceReport], now: datetime, said: Sequence[str]) -> None:
    """A table of the sources, those that fail in red and those that are degraded in yellow, and
    what is `said` beyond them."""
    console = Console(highlight=False)
    if not console.is_terminal:  # a pipe has no edge to wrap at
        console.width = 1000
    columns = ("source", "state", "last success", "next", "after", "why then", "entries")
    table = Table(*columns, "what is wrong", box=None)
    table.columns[6].justify = "right"
    for report in reports:
        due = "" if report.next is None else "now" if report.next <= now else _minute(report.next)
        table.add_row(
            Text(report.source.id),
            report.state,
            _minute(report.last_success) or "never",
            due,
            as_words(report.interval) if report.interval else "",
            Text(report.why or ""),
            str(report.entries),
            Text(report.remarks),
            style=_STYLES.get(report.state),
        )
    console.print(table)
    if said:
        console.print(Text("\n" + "\n".join(said), style="dim"), soft_wrap=True)


def show_feeds(reports: Sequence[FeedReport]) -> None:
    """A table of the feeds; addresses stay whole, to be copied."""
    console = Console(highlight=False)
    if not console.is_terminal:  # a pipe has no edge to wrap at
        console.width = 1000
    table = Table("feed", "kind", "entries", "newest", "address", box=None)
    table.columns[2].justify = "right"
    table.columns[4].overflow = "fold"
    for report in reports:
        kind = f"{report.kind}, private" if report.private else report.kind
        address = report.address or "not published yet"
        table.add_row(
            Text(report.title), kind, str(report.entries), _minute(report.newest), Text(address)
        )
    console.print(table)


def _minute(date: datetime | None) -> str:
    return date.strftime("%Y-%m-%d %H:%M") if date else ""
