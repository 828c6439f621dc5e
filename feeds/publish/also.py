"""Where else an article is: named below it, and as links of its entry."""

from __future__ import annotations

import html

from feeds.config import Site
from feeds.model import Item
from feeds.publish.words import words


def content_of(item: Item, site: Site) -> str:
    """The entry's content, and below it the other sources that have the article.

    Of an entry without content the formats show the summary, and name them as links only. The
    paragraph is marked, so that who reads our feeds can tell it from the content
    (`feeds.normalize.html` does).
    """
    content = item.entry.content
    if not content or not item.also:
        return content
    chinese = site.language.startswith("zh")
    named = ("、" if chinese else ", ").join(
        f'<a href="{html.escape(url)}">{html.escape(title, quote=False)}</a>'
        if url
        else html.escape(title, quote=False)
        for title, url in ((copy.source.title, copy.url) for copy in item.also)
    )
    colon = "：" if chinese else ": "
    return f'{content}<p data-feeds="also">{words(site.language)["also"]}{colon}{named}</p>'
