"""Running a benchmark changes its section of RESULTS.md and nothing else."""

import re
import shutil
from pathlib import Path

import pytest
import results

HERE = Path(__file__).parent
WRITERS = sorted(
    {found[1] for p in HERE.glob("*.py") if (found := re.search(r'keep\(\s*"(\w+)"', p.read_text("utf-8")))}
)


def test_three_benchmarks_write_to_the_page() -> None:
    assert WRITERS == ["cluster", "store", "views"]


@pytest.mark.parametrize("benchmark", WRITERS)
def test_a_section_is_replaced_and_all_else_is_left(benchmark: str, tmp_path: Path) -> None:
    page = shutil.copy(results.PAGE, tmp_path / "RESULTS.md")
    before = page.read_text("utf-8")
    results.keep(benchmark, "| new |\n", page)
    after = page.read_text("utf-8")
    place = rf"(?<=<!-- written by tests/benchmarks/{benchmark}\.py -->\n).*?(?=<!-- end of {benchmark} -->)"
    assert re.search(place, after, re.DOTALL)[0] == "\n| new |\n\n"  # type: ignore[index]
    assert re.sub(place, "", after, flags=re.DOTALL) == re.sub(place, "", before, flags=re.DOTALL)


def test_a_page_without_its_place_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "RESULTS.md"
    page.write_text("# By hand\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for what store found"):
        results.keep("store", "| new |", page)
    assert page.read_text("utf-8") == "# By hand\n"
