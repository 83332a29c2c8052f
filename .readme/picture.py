"""Draws the README's picture: the network of the dossier, as `amity build` writes it, in headless Chromium.

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
    """Builds the dossier in a folder of its own, opens its page, and writes network.png beside this file."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("no Chromium on the path: install it (apt-get install chromium)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        subprocess.run([Path(sys.executable).parent / "amity", "build"], cwd=folder, check=True)  # noqa: S603
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=SIZE)
        page.goto((Path(folder) / "amity-out" / "network.html").as_uri())
        page.wait_for_timeout(1_000)
        page.screenshot(path=HERE / "network.png")
        browser.close()


if __name__ == "__main__":
    main()
