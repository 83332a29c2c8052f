"""The lexicon is data: a word added to a Turtle file is recognized, and no code changes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from amity import resources
from amity.extraction import Extractor
from amity.extraction import lexicon as lexicons
from amity.model import Document, Event

SENTENCE = "Le ministre togolais a dîné avec le ministre ghanéen."


@pytest.fixture
def ontology(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the ontology that a test may change."""
    folder = tmp_path / "ontology"
    shutil.copytree(resources.ontology(), folder)
    monkeypatch.setattr(resources, "ontology", lambda: folder)
    lexicons.load.cache_clear()
    yield folder
    lexicons.load.cache_clear()


def events(text: str) -> tuple[Event, ...]:
    return Extractor().read(Document("x", text, "fr", "2024-05-15")).events


def test_a_word_that_is_added_is_recognized(ontology: Path) -> None:
    assert events(SENTENCE) == ()
    lexicons.load.cache_clear()
    with (ontology / "lexicon" / "fr-more.ttl").open("w", encoding="utf-8") as file:
        file.write(
            "@prefix amity: <https://w3id.org/amity/ontology#> .\n@prefix lex: <https://w3id.org/amity/lexicon#> .\n"
            "lex:fr-dinner a lex:Trigger ; lex:evokes amity:Meeting ;\n"
            '    lex:partOfSpeech "verb" ; lex:lemma "dîner"@fr .\n'
        )
    (event,) = events(SENTENCE)
    assert (event.type, event.actors, event.rule) == ("Meeting", ("GHA", "TGO"), "fr-dinner")


def test_a_state_that_is_added_is_an_actor(ontology: Path) -> None:
    text = "La Syldavie et la Suisse ont signé un accord."
    assert events(text) == ()
    lexicons.load.cache_clear()
    with (ontology / "actors" / "more.ttl").open("w", encoding="utf-8") as file:
        file.write(
            "@prefix amity: <https://w3id.org/amity/ontology#> .\n"
            "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
            '<https://w3id.org/amity/id/state/SYL> a amity:State ; rdfs:label "Syldavie"@fr .\n'
        )
    (event,) = events(text)
    assert event.actors == ("CHE", "SYL")


def test_malformed_turtle_is_named(ontology: Path) -> None:
    (ontology / "lexicon" / "fr-more.ttl").write_text("lex:broken a\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"fr-more\.ttl"):
        events(SENTENCE)


def test_a_trigger_that_names_no_list_is_named(ontology: Path) -> None:
    (ontology / "lexicon" / "fr-more.ttl").write_text(
        "@prefix lex: <https://w3id.org/amity/lexicon#> .\n"
        "lex:fr-x a lex:Trigger ; lex:evokes lex:y ;\n"
        '    lex:partOfSpeech "verb" ; lex:lemma "x"@fr ; lex:with lex:fr-absent .\n',
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="fr-x: fr-absent is not a lex:WordList"):
        events(SENTENCE)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_lexicon_is_whole(language: str) -> None:
    lexicon = lexicons.load(language)
    assert {trigger.evokes for trigger in lexicon.triggers} == {
        *("Meeting", "Visit", "Conference", "AgreementSigning", "MissionOpening", "MissionClosure", "Accreditation"),
        *("EstablishingRelations", "BreakingRelations", "Aid", "CommissionSession", "SecurityCooperation", "Project"),
        "StatementOfIntent",
    }
    assert all(trigger.lemmas and trigger.part_of_speech in ("noun", "verb") for trigger in lexicon.triggers)
    assert len({trigger.name for trigger in lexicon.triggers}) == len(lexicon.triggers)


def test_another_language_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match="no word of language 'xx'"):
        lexicons.load("xx")
