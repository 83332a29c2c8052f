"""What sentences of French and English report: class, parties, roles, status, date, place; and what they do not."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amity.extraction import Extractor
from amity.model import Document, Event

PUBLISHED = "2024-05-15"  # a Wednesday


def events(
    extractor: Extractor, text: str, language: str = "fr", published: str | None = PUBLISHED
) -> tuple[Event, ...]:
    return extractor.read(Document("x", text, language, published)).events


CASES = [line.split("\t") for line in (Path(__file__).parent / "cases.tsv").read_text("utf-8").splitlines()[1:]]
"""One sentence a line: language, class, parties, status, date (empty for none), text."""


@pytest.mark.parametrize(("language", "type_", "parties", "status", "date", "text"), CASES)
def test_what_a_sentence_reports(
    extractor: Extractor, language: str, type_: str, parties: str, status: str, date: str, text: str
) -> None:
    found = [e for e in events(extractor, text, language) if e.type == type_]
    assert len(found) == 1, events(extractor, text, language)
    assert " ".join(found[0].actors) == parties
    assert (found[0].status, found[0].date or "") == (status, date)


TYPICAL = [line.split("\t") for line in (Path(__file__).parent / "typical.tsv").read_text("utf-8").splitlines()[1:]]
"""One sentence a line: language, all it reports (class:parties:status:date, joined by ";"), text."""


@pytest.mark.parametrize(("language", "reported", "text"), TYPICAL)
def test_all_that_a_typical_sentence_reports(extractor: Extractor, language: str, reported: str, text: str) -> None:
    found = events(extractor, text, language)
    assert "; ".join(sorted(f"{e.type}:{' '.join(e.actors)}:{e.status}:{e.date or ''}" for e in found)) == reported


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le Qatar, la Chine et le Nigeria ont publié leurs chiffres d'inflation."),
        ("fr", "Le Togo n'a pas signé d'accord avec la Russie."),
        ("fr", "Selon la presse française, la récolte de cacao a baissé en Côte d'Ivoire."),
        ("fr", "L'équipe du Sénégal a battu celle du Cameroun au stade de Dakar."),
        ("fr", "Le ministre de la Santé a visité le chantier de l'hôpital de Lomé."),
        ("en", "The Bank of China raised its rates while India kept its own."),
        ("en", "The president met his ministers in Accra."),
        ("en", "Nigeria and Ghana were drawn in the same group of the tournament."),
    ],
)
def test_what_reports_no_cooperation(extractor: Extractor, language: str, text: str) -> None:
    assert events(extractor, text, language) == ()


def test_a_denial_is_kept_apart(extractor: Extractor) -> None:
    (event,) = events(extractor, "Le gouvernement béninois dément la signature d'un accord militaire avec la France.")
    assert (event.actors, event.status) == (("BEN", "FRA"), "denied")


def test_who_gives_and_who_receives(extractor: Extractor) -> None:
    for text in (
        "Le Japon a accordé au Togo un don de 5 millions de dollars.",
        "Le Togo a reçu du Japon un don de 5 millions de dollars.",
        "Un don de 5 millions de dollars du Japon au Togo a été annoncé.",
    ):
        (event,) = events(extractor, text)
        assert {(p.actor, p.role) for p in event.parties} == {("JPN", "donor"), ("TGO", "recipient")}, text
        assert event.amount is not None
        assert (int(event.amount.value), event.amount.currency) == (5_000_000, "USD")


def test_one_happening_told_twice_is_one_event(extractor: Extractor) -> None:
    text = (
        "Le président togolais a reçu lundi à Lomé le ministre chinois des Affaires étrangères. "
        "Lors de cette audience, le ministre chinois a salué l'accueil. L'audience entre le président togolais et le "
        "ministre chinois a duré une heure."
    )
    meetings = [e for e in events(extractor, text) if e.type == "Meeting"]
    assert len(meetings) == 1
    assert len(meetings[0].evidence) >= 2


def test_a_person_is_known_by_the_family_name_later_on(extractor: Extractor) -> None:
    text = (
        "La ministre sud-africaine des Affaires étrangères, Naledi Pandor, est arrivée à Windhoek. "
        "Mme Pandor s'est entretenue avec le président namibien."
    )
    (meeting,) = [e for e in events(extractor, text) if e.type == "Meeting"]
    assert meeting.actors == ("NAM", "ZAF")
    assert "naledi-pandor" in meeting.participants


def test_the_same_text_gives_the_same_reading(extractor: Extractor) -> None:
    document = Document("x", "\n".join(text for language, *_, text in CASES if language == "fr"), "fr", PUBLISHED)
    assert extractor.read(document) == Extractor().read(document)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(
                ["le ministre togolais", "a signé", "un accord", "avec la Russie", "à Lomé", "lundi", "’", "« ", "\n"]
            ),
        ),
        max_size=25,
    ),
    st.sampled_from(["fr", "en"]),
)
def test_no_text_breaks_it_and_quotes_are_exact(extractor: Extractor, parts: list[str], language: str) -> None:
    document = Document("x", " ".join(parts), language, PUBLISHED)
    reading = extractor.read(document)
    for event in reading.events:
        assert len(event.actors) >= 2
        for evidence in event.evidence:
            assert 0 <= evidence.start < evidence.end <= len(document.text)
            assert document.text[evidence.start : evidence.end] == evidence.quote
    for actor in reading.actors:
        assert all(0 <= start < end <= len(document.text) for start, end in actor.mentions)
