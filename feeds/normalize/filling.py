"""What an article's page says, in the places that its feed left empty."""

from __future__ import annotations

from msgspec.structs import replace

from feeds.model import Entry
from feeds.normalize import text
from feeds.normalize.provenance import filled_from

_MOST_KEYWORDS = 64


def fill(entry: Entry, article: Entry) -> Entry:
    """The feed's entry, filled from the page of its article.

    What the feed says goes first: it is written for readers of feeds, while a page is recognized.
    Only the content is the page's where that has more of it, and keywords add up. Twice is once.
    """
    whole = _has_more(article.content, entry.content)
    dated = entry.published is None and article.published is not None
    filled = replace(
        entry,
        title=entry.title or article.title,
        summary=_summary(entry, article, whole),
        content=article.content if whole else entry.content,
        published=article.published if dated else entry.published,
        authors=entry.authors or article.authors,
        contributors=entry.contributors or article.contributors,
        section=entry.section or article.section,
        keywords=_keywords(entry, article),
        language=entry.language or article.language,
        image=entry.image or article.image,
        origin=entry.origin or article.origin,
        timezone=entry.timezone or (article.timezone if dated else None),
    )
    return replace(filled, read_from=filled_from(entry, article, filled))


def _has_more(content: str, than: str) -> bool:
    """Whether its text is longer by more than a third, or there was none of any kind: a line more
    or less is no reason to leave what the source gave."""
    if not than:
        return content != ""
    return 3 * len(text.from_html(content)) > 4 * len(text.from_html(than))


def _summary(entry: Entry, article: Entry, whole: bool) -> str:
    """The feed's, unless it is but the beginning of a content that makes way."""
    if not entry.summary:
        return article.summary
    beginning = _squeezed(entry.summary).rstrip("…")
    if whole and _squeezed(text.from_html(entry.content)).startswith(beginning):
        return article.summary or entry.summary
    return entry.summary


def _keywords(entry: Entry, article: Entry) -> tuple[str, ...]:
    """The feed's, then those that it lacks: it may name a category, the page the subjects."""
    known = {keyword.casefold() for keyword in entry.keywords}
    lacking = [keyword for keyword in article.keywords if keyword.casefold() not in known]
    return (*entry.keywords, *lacking[: max(0, _MOST_KEYWORDS - len(entry.keywords))])


def _squeezed(line: str) -> str:
    return "".join(line.split())
