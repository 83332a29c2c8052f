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


INPUTS = {
    "articles/togo.md": "Le ministre togolais des Affaires étrangères a reçu à Lomé son homologue du Bénin.\n",
    "news.jsonl": '{"id": "1", "published": "2024-05-15", "text": "Benin and Ghana signed an agreement on trade."}\n',
    "treaties.csv": "who,whom,day\nTogo,Benin,1975-05-28\n",
    "my.yaml": "dataset: mine\ntitle: Mine\nlayout: {columns: [who, whom, day]}\nkind: {class: AgreementSigning}\n"
    "parties: [{column: who}, {column: whom}]\ndate: {column: day}\n",
}
"""Files that the README's other commands speak of."""


def test_the_other_commands_of_the_readme_do_their_work(tmp_path: Path) -> None:
    for name, text in INPUTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    table = (ROOT / "tests" / "datasets" / "fixtures" / "icews.tab").read_text(encoding="utf-8")
    (tmp_path / "events.tab").write_text("".join(table.splitlines(keepends=True)[:10]), encoding="utf-8")
    (tmp_path / "tests" / "extraction").mkdir(parents=True)
    (tmp_path / "tests" / "extraction" / "gold").symlink_to(ROOT / "tests" / "extraction" / "gold")
    lines = "\n".join(re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)).splitlines()
    commands = [line for line in lines if line.startswith("amity ") and not line.startswith("amity serve")]
    assert len(commands) >= 8
    for command in commands:
        assert run(command, tmp_path) or (tmp_path / command.split()[-1]).exists(), command
    (python,) = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    subprocess.run([sys.executable, "-c", python], cwd=tmp_path, check=True)


def test_every_folder_of_the_map_is_there() -> None:
    (table,) = re.findall(r"^## Map\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    named = re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)
    assert len(named) >= 8
    for name in named:
        assert (ROOT / name).exists(), name
