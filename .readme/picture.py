"""Draws the README's picture: Togo's partners in the dossier, as `amity view` draws them, in headless Chromium.

Run it from anywhere, with the tests' dependencies installed: python .readme/picture.py
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
SIZE = {"width": 1280, "height": 800}


def main() -> None:
    """Builds the dossier in a folder of its own, opens an actor's page, and writes network.png beside this file."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("no Chromium on the path: install it (apt-get install chromium)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        amity = Path(sys.executable).parent / "amity"
        for command in (["build"], ["view", "--actor", "Togo", "-o", "togo.html"]):
            subprocess.run([amity, *command], cwd=folder, check=True)  # noqa: S603
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=SIZE)
        page.goto((Path(folder) / "togo.html").as_uri())
        page.wait_for_timeout(1_000)
        page.screenshot(path=HERE / "network.png")
        browser.close()


if __name__ == "__main__":
    main()
