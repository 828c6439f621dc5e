"""Feeds that only those find who were told their address: which they are, and where they stand."""

from __future__ import annotations

import base64
import hashlib
import hmac

from feeds.aggregator.archiving import specs_of
from feeds.aggregator.standing import section_feed
from feeds.config import Config
from feeds.publish import PRIVATE, is_private
from feeds.route.scheme import Scheme
from feeds.store import FeedRow, Redirect, Transaction

_CHARACTERS = 26  # of base 32: 130 bits


class Privacy:
    """What the configuration says of private feeds.

    A section is as the nearest named one that says so, itself or above it: what is below a private
    section would give it away. All else is as `feeds.private` says.
    """

    def __init__(self, config: Config, scheme: Scheme) -> None:
        self._default = config.feeds.private
        secret = config.site.secret
        self._secret = secret.get_secret_value().encode() if secret else b""
        said = {key: spec.private for key, spec in specs_of(config, scheme).items()}
        self._said = {key: private for key, private in said.items() if private is not None}
        self.any = self._default or any(self._said.values())

    def folder(self, row: FeedRow) -> str | None:
        """Where a feed stands that is private; None for the others."""
        if not self.any:
            return None
        keys = [row.key]
        if row.kind == "section":
            keys = [section_feed(row.path[:length]) for length in range(len(row.path), 0, -1)]
        said = (self._said[key] for key in keys if key in self._said)
        return self.folder_of(row.key) if next(said, self._default) else None

    def folder_of(self, key: str) -> str:
        """Where the feed with this key stands if it is private: none can tell who does not know
        the secret."""
        digest = hmac.digest(self._secret, key.encode("utf-8", "replace"), hashlib.sha256)
        return f"{PRIVATE}/{base64.b32encode(digest).decode().lower()[:_CHARACTERS]}"

    def is_of_old(self, redirect: Redirect) -> bool:
        """Whether a folder was made private by another secret than today's."""
        if not is_private(redirect.slug):
            return False
        return not self._secret or redirect.slug != self.folder_of(redirect.key)


def move_private(transaction: Transaction, privacy: Privacy, rows: list[FeedRow]) -> None:
    """Have feeds leave their folders that have become private, or are so by another secret, or are
    so no more; they are given others when they are published.

    What may not be known any more is removed without a word; who knew a private address is led to
    a public one.
    """
    for row in rows:
        if row.slug is None:
            continue
        folder = privacy.folder(row)
        if folder == row.slug or (folder is None and not is_private(row.slug)):
            continue
        to_key = row.key if folder is None else None
        at_once = 0 if folder is not None else None
        transaction.add_redirect(
            Redirect(
                row.slug, row.key, row.title, row.newest, to_key,
                ended_at=at_once, ended="new" if folder is not None else None,
            )
        )  # fmt: skip
        transaction.change_feed(row.pk, slug=None, changed=True)
