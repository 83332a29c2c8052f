"""What is known beforehand: names to individuals, places as texts write them, and a digest that tells of a change."""

from pathlib import Path

import pytest

from amity import reference, vocabulary
from amity.reference import Reference, fold, slug
from amity.vocabulary import Class


@pytest.fixture(scope="module")
def known() -> Reference:
    return reference.load()


def test_parties_are_states_first_then_organizations(known: Reference) -> None:
    assert known.actor("TGO") == vocabulary.actor_iri("State", "TGO")
    assert known.actor("ECOWAS") == vocabulary.actor_iri("InternationalOrganization", "ECOWAS")
    assert known.actor("not-known") == vocabulary.actor_iri("InternationalOrganization", "not-known")


def test_no_state_and_organization_share_an_identifier(known: Reference) -> None:
    states, organizations = ({e.id for e in known.of(c)} for c in (Class.STATE, Class.INTERNATIONAL_ORGANIZATION))
    assert len(states) >= 195 and len(organizations) >= 120
    assert states.isdisjoint(organizations)


def test_labels_in_either_language(known: Reference) -> None:
    russia, meeting = vocabulary.actor_iri("State", "RUS"), Class.MEETING
    assert (known.label(russia, "fr"), known.label(russia, "en")) == ("Russie", "Russia")
    assert known.label(russia, "xx") == "Russia", "another language rather than none"
    assert (known.label(meeting, "fr"), known.label(meeting, "en")) == ("rencontre", "meeting")
    assert known.label(vocabulary.person_iri("nobody-known"), "en") == "nobody-known"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Sotchi", ("sochi", "RUS")),
        ("SOCHI", ("sochi", "RUS")),
        ("Lomé", ("lome", "TGO")),
        ("lome", ("lome", "TGO")),
        ("Russie", ("RUS",)),
        ("Agbodrafo", ("agbodrafo",)),
        ("北京", ("北京",)),
    ],
)
def test_places_are_known_by_any_of_their_names(known: Reference, text: str, path: tuple[str, ...]) -> None:
    assert known.place_path(text) == path


def test_of_two_places_of_one_name_the_one_of_a_party_is_meant(known: Reference) -> None:
    homonyms = [e for e in known.of(Class.PLACE) if len(known.named(e.label("fr"), Class.PLACE)) > 1]
    for entry in homonyms:
        state = known.place(entry.label("fr")).state
        assert known.place(entry.label("fr"), [state] if state else []).state == state


def test_domains_know_their_top(known: Reference) -> None:
    assert known.top_domain("renewable-energy") == known.top_domain("energy") == "energy"
    assert known.top_domain("unknown") == "unknown"
    assert len({known.top_domain(e.id) for e in known.of(Class.DOMAIN)}) == 27


def test_names_are_compared_without_case_and_accents() -> None:
    assert fold("Côte d’Ivoire") == fold("COTE D'IVOIRE")
    assert fold("Guinée-Bissau") == fold("guinee bissau")
    assert slug("Côte d'Ivoire") == "cote-d-ivoire"
    assert slug("北京") == "北京"


def test_a_changed_file_changes_the_digest(tmp_path: Path, known: Reference) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "amity.ttl").write_text("", encoding="utf-8")
    states = tmp_path / "actors" / "states.ttl"
    states.write_text(f"<{vocabulary.ID}state/AAA> a <{Class.STATE.value}> .", encoding="utf-8")
    first = reference.load(tmp_path)
    assert [entry.id for entry in first.of(Class.STATE)] == ["AAA"]
    states.write_text(f"<{vocabulary.ID}state/AAB> a <{Class.STATE.value}> .", encoding="utf-8")
    reference.load.cache_clear()
    assert reference.load(tmp_path).digest != first.digest != known.digest
    states.write_text("<x> a", encoding="utf-8")
    reference.load.cache_clear()
    with pytest.raises(ValueError, match=r"states\.ttl: .*line 1"):
        reference.load(tmp_path)


def test_a_capital_is_named_by_its_state() -> None:
    known = reference.load()
    assert known.place_path("capitale togolaise") == known.place_path("Lomé")
    assert known.place_path("Moldovan capital") == known.place_path("Chișinău")
    assert not known.place("capitale congolaise").known
