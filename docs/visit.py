"""Opens the built site in a headless Chromium: no error, no request that leaves the machine, and search finds a rule.

`python docs/visit.py SITE [CHROMIUM]`; needs playwright and a Chromium.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

VISITED = ("", "getting-started/", "rulesets/feature-plan/", "rulesets/feature-plan/task-has-validation/", "language/")
SOUGHT = "task-has-validation"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library calls it
        """Say nothing."""


def serve(site: Path) -> http.server.ThreadingHTTPServer:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def visit(page: Page, home: str) -> list[str]:
    """Return what is wrong with the pages visited."""
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((home, "data:", "blob:")) else wrong.append(f"leaves: {asked.url}"),
    )
    for path in VISITED:
        answer = page.goto(home + path, wait_until="networkidle")
        if answer is None or not answer.ok:
            wrong.append(f"{path} does not open")
    page.goto(home, wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type(SOUGHT, delay=20)
    try:
        page.wait_for_selector(f"a[href*='{SOUGHT}']", timeout=10_000, state="attached")
    except Exception as error:  # noqa: BLE001 - whatever it is, the search does not work
        wrong.append(f"search finds nothing: {error}")
    return wrong


def main(site: Path, chromium: str) -> int:
    server = serve(site)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        wrong = visit(browser.new_page(), f"http://127.0.0.1:{server.server_port}/")
        browser.close()
    server.shutdown()
    print(*wrong or ["The site opens, stays on this machine, and its search works."], sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else shutil.which("chromium") or "chromium"))
