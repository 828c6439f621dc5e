"""Pages: HTML that has no feed -> RawFeed. What the kinds of page share is in `page`."""
