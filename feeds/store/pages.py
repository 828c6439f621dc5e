"""What is remembered for the sake of pages: further documents, articles behind entries, and what
the operator should know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select, update

from feeds.model import Entry
from feeds.store.rows import Event, KnownDocument, WantedArticle, chunks, pack, unpack, version_of
from feeds.store.schema import articles, documents, entries, events


class PageMemory:
    """The part of a transaction that sources without a feed need."""

    connection: Connection

    # Further documents.

    def documents(self, source: str) -> dict[str, KnownDocument]:
        """The further documents of a source, by their addresses, in their order."""
        query = select(documents).where(documents.c.source == source).order_by(documents.c.url)
        return {
            row.url: KnownDocument(row.url, row.etag, row.last_modified, row.body)
            for row in self.connection.execute(query)
        }

    def with_documents(self) -> set[str]:
        """The ids of the sources that have further documents."""
        return set(self.connection.scalars(select(documents.c.source).distinct()))

    def save_document(self, source: str, document: KnownDocument) -> None:
        """Remember a further document as it is now."""
        values = asdict(document)
        del values["url"]
        key = (documents.c.source == source) & (documents.c.url == document.url)
        if not self.connection.execute(update(documents).where(key).values(**values)).rowcount:
            self.connection.execute(
                insert(documents).values(source=source, url=document.url, **values)
            )

    def forget_documents(self, source: str, urls: Collection[str]) -> None:
        """Forget further documents that are no more."""
        for url in urls:
            key = (documents.c.source == source) & (documents.c.url == url)
            self.connection.execute(delete(documents).where(key))

    # Articles behind entries.

    def want_articles(self, source: str, wanted: Mapping[int, str]) -> None:
        """The articles at these addresses are to be asked for, each once, for these entries."""
        known: set[int] = set()
        for some in chunks(list(wanted)):
            query = select(articles.c.entry).where(articles.c.entry.in_(some))
            known |= set(self.connection.scalars(query))
        rows = [
            {"entry": pk, "source": source, "url": url, "due_at": 0, "tries": 0, "done": False}
            for pk, url in wanted.items()
            if pk not in known
        ]
        if rows:
            self.connection.execute(insert(articles), rows)

    def wanted_articles(
        self, sources: Collection[str], now: int, limit: int
    ) -> list[WantedArticle]:
        """The articles that may be asked for now, those of the newest entries first."""
        found: list[tuple[int, WantedArticle]] = []
        for some in chunks(list(sources)):
            query = (
                select(articles, entries.c.rank)
                .join(entries, entries.c.pk == articles.c.entry)
                .where(~articles.c.done, articles.c.due_at <= now, articles.c.source.in_(some))
                .order_by(entries.c.rank.desc(), entries.c.pk)
                .limit(limit)
            )
            found += [
                (row.rank, WantedArticle(row.entry, row.source, row.url, row.tries))
                for row in self.connection.execute(query)
            ]
        found.sort(key=lambda ranked: (-ranked[0], ranked[1].entry))
        return [article for _, article in found[:limit]]

    def article_read(self, entry: int, article: Entry) -> None:
        """Keep what the article's page says: it is not asked for again."""
        values = {"done": True, "error": None, "data": pack(article)}
        self.connection.execute(update(articles).where(articles.c.entry == entry).values(**values))

    def article_failed(
        self, entry: int, tries: int, error: str, again_at: int | None = None
    ) -> None:
        """Remember that the article could not be had, and when to ask again; None: never."""
        values = {"done": again_at is None, "due_at": again_at or 0, "tries": tries, "error": error}
        self.connection.execute(update(articles).where(articles.c.entry == entry).values(**values))

    def postpone_articles(self, origin: str, until: int) -> None:
        """Ask for no article whose address begins with `origin` before that time."""
        waiting = ~articles.c.done & (articles.c.due_at < until)
        waiting &= articles.c.url.startswith(origin, autoescape=True)
        self.connection.execute(update(articles).where(waiting).values(due_at=until))

    def forget_articles(self, pks: Sequence[int]) -> None:
        """Forget the articles behind these entries, read or not."""
        for some in chunks(pks):
            self.connection.execute(delete(articles).where(articles.c.entry.in_(some)))

    def fill_entry(self, pk: int, entry: Entry, now: int) -> None:
        """Replace an entry by what it is with its article; its raw form is the same."""
        data = pack(entry)
        statement = update(entries).where(entries.c.pk == pk)
        self.connection.execute(
            statement.values(data=data, version=version_of(data), changed_at=now)
        )

    def articles(self, pks: Sequence[int]) -> dict[int, Entry]:
        """What the pages behind these entries said, for those that were read."""
        found: dict[int, Entry] = {}
        for some in chunks(pks):
            query = select(articles.c.entry, articles.c.data)
            query = query.where(articles.c.entry.in_(some), articles.c.data.is_not(None))
            found.update({r.entry: unpack(bytes(r.data)) for r in self.connection.execute(query)})
        return found

    # Events.

    def add_events(self, added: Iterable[Event]) -> None:
        """Remember what happened."""
        rows = [asdict(event) for event in added]
        if rows:
            self.connection.execute(insert(events), rows)

    def forget_events(self, before: int) -> None:
        """Forget what happened before that time."""
        self.connection.execute(delete(events).where(events.c.at < before))

    def events(self, limit: int) -> list[tuple[int, Event]]:
        """The latest events with their numbers, newest first."""
        query = select(events).order_by(events.c.at.desc(), events.c.pk.desc()).limit(limit)
        return [
            (row.pk, Event(row.source, row.url, row.at, row.kind, row.title, row.message))
            for row in self.connection.execute(query)
        ]
