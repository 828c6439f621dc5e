"""Ratios against named peers, measured in one run. Not tests: they assert nothing."""
