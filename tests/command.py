"""The command as a user runs it: a process of its own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
NEWSROOM = PROJECT / "examples" / "newsroom"


def feeds(
    *arguments: str | Path, cwd: Path, input: str | None = None, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run ``feeds`` in `cwd`; its output is text, its status is the caller's to judge.

    As with a user, its modules are compiled once, whatever the machine says.
    """
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, "-m", "feeds", *map(str, arguments)],
        cwd=cwd,
        input=input,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        env={**inherited, "PYTHONUTF8": "1", "PYTHONPATH": str(PROJECT), **environ},
    )


def tree(folder: Path) -> dict[str, str]:
    """Each file below `folder` and a digest of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
