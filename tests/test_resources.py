"""Where the data files are found, and a changed copy of the ontology in their stead."""

import shutil
from pathlib import Path

import pytest

from amity import resources
from amity.extraction import lexicon


def test_a_changed_copy_of_the_ontology_is_read_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = shutil.copytree(resources.ontology(), tmp_path / "ontology")
    with (copy / "lexicon" / "en.ttl").open("a", encoding="utf-8") as words:
        words.write('lex:en-palaver a lex:Trigger ; lex:evokes amity:Meeting ; lex:lemma "palaver"@en .\n')
    monkeypatch.setenv("AMITY_ONTOLOGY", str(copy))
    assert resources.ontology() == copy
    assert "en-palaver" in {trigger.name for trigger in lexicon.load("en", resources.ontology()).triggers}


def test_what_is_no_ontology_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMITY_ONTOLOGY", str(tmp_path))
    with pytest.raises(FileNotFoundError, match=r"has no amity\.ttl"):
        resources.ontology()
