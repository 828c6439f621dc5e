"""Print the path of a Chromium for tests; ends with 1 where there is none."""

import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find() -> str | None:
    """One on the path or among the applications, else the one that Playwright brought."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    for path in APPLICATIONS:
        if Path(path).exists():
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


if __name__ == "__main__":
    found = find()
    print(found or "no Chromium yet")
    sys.exit(0 if found else 1)
