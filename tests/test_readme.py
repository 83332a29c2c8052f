"""What the README shows is what happens: each command in it is run on the dossier, each output compared."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def steps() -> list[tuple[str, str]]:
    """The commands of the README, in order, each with the output it shows."""
    found = []
    for block in BLOCKS:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command.strip(), output.rstrip()))
    return found


def run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "amity", command
    done = subprocess.run(
        [Path(sys.executable).parent / "amity", *words[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "120", "LANG": "C.UTF-8", "NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stderr
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the README's first command was run."""
    folder = tmp_path_factory.mktemp("readme")
    run("amity build", folder)
    return folder


def test_the_readme_shows_five_questions_at_least() -> None:
    assert sum(command.startswith("amity ask ") for command, _ in steps()) >= 5


@pytest.mark.parametrize(("command", "shown"), steps(), ids=[command for command, _ in steps()])
def test_what_the_readme_shows_is_what_happens(folder: Path, command: str, shown: str) -> None:
    assert run(command, folder) == "\n".join(line.rstrip() for line in shown.splitlines()).strip("\n")


def test_every_folder_of_the_map_is_there() -> None:
    (table,) = re.findall(r"^## Map\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    named = re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)
    assert len(named) >= 8
    for name in named:
        assert (ROOT / name).exists(), name
