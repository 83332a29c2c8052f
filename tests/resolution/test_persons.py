"""One person, many spellings; one name, several persons: within a happening, within a text and over documents."""

from collections.abc import Callable

import pytest

from amity.extraction import Extractor
from amity.model import Claim, Document, Event, Party, Reading
from amity.reference import load
from amity.resolution import resolve
from amity.resolution.persons import identified, same_person


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("ararat-mirzoyan", "ararat-mirzoian"),
        ("mikhail-mishustin", "mikhail-michoustine"),
        ("hassan-sheikh-mohamud", "hassan-sheikh"),
        ("sergei-lavrov", "serguei-lavrov"),
        ("sergei-lavrov", "lavrov"),
        ("faure-essozimna-gnassingbe", "faure-gnassingbe"),
        ("mohammed-bin-salman", "mohamed-ben-salmane"),
        ("shigeru-ishiba", "ishiba-shigeru"),
        ("george-bush", "george-w-bush"),
        # A report that tells for whom a person acts, and one that does not.
        ("ousmane-abarchi-NER", "ousman-abarchi"),
        ("kodjo-adedze-TGO", "adedze"),
    ],
)
def test_names_of_one_person(a: str, b: str) -> None:
    assert same_person(a, b) and same_person(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("george-w-bush", "george-h-w-bush"),
        ("mamadou-diallo", "amadou-diallo"),
        ("ali-bongo-ondimba", "omar-bongo-ondimba"),
        ("faure-gnassingbe", "gnassingbe-eyadema"),
        ("mahamat-idriss-deby-itno", "idriss-deby-itno"),
        ("kim-jong-il", "kim-jong-un"),
        ("kim-jong-un", "kim-yo-jong"),
        ("wang-yi", "wang-wenbin"),
        ("robert-dussey", "robert-fico"),
        ("robert-dussey", "robert"),
        ("abdoulaye-diop", "abdoulaye-diallo"),
        ("mamadou-diallo-GIN", "amadou-diallo-GIN"),
        ("mamadou-diallo-GIN", "ousmane-bah-GIN"),
    ],
)
def test_names_of_two_persons(a: str, b: str) -> None:
    assert not same_person(a, b) and not same_person(b, a)


def test_a_person_of_several_sources_has_the_identifier_that_most_use() -> None:
    sources = [["mikhail-mishustin", "li-qiang"], ["mikhail-michoustine"], ["mikhail-mishustin"], ["michoustine"]]
    assert identified(sources) == ("li-qiang", "mikhail-mishustin")
    assert identified(reversed(sources)) == identified(sources)


def test_the_family_name_alone_is_no_ones_identifier_where_a_source_has_more() -> None:
    assert identified([["adedze-TGO"], ["adedze-TGO"], ["kodjo-adedze"]]) == ("kodjo-adedze",)


def test_whom_one_source_names_side_by_side_are_two() -> None:
    assert identified([["hassan-ali", "hassan-ali-khaire"]]) == ("hassan-ali", "hassan-ali-khaire")
    # And who may be either of them is neither.
    assert identified([["hassane-diallo", "hassani-diallo"], ["hassan-diallo"]]) == (
        "hassan-diallo",
        "hassane-diallo",
        "hassani-diallo",
    )


def test_delegations_are_the_same_in_any_spelling() -> None:
    def claim(document: str, date: str, *persons: str) -> Claim:
        event = Event("Meeting", (Party("ARM"), Party("AZE")), (), date=date, participants=persons)
        return Claim(f"{document}/1", event, document)

    one = claim("a", "2024-05", "ararat-mirzoyan", "jeyhun-bayramov")
    other = claim("b", "2024-05-10", "ararat-mirzoian", "jeyhun-bairamov")
    (event,) = resolve([one, other])
    assert event.event.participants == ("ararat-mirzoian", "jeyhun-bairamov")
    assert len(resolve([one, claim("b", "2024-05-10", "nikol-pashinyan", "ilham-aliyev")])) == 2


# Read from texts

Read = Callable[[str, str, str], Reading]


@pytest.fixture(scope="module")
def read(extractor: Extractor) -> Read:
    return lambda language, published, text: extractor.read(Document(published, text, language, published))


def persons(reading: Reading) -> list[str]:
    return [actor.id for actor in reading.actors if actor.type == "Person"]


def test_a_well_known_person_is_one_over_documents(read: Read) -> None:
    readings = [
        read("fr", "2024-11", "Sergueï Lavrov a reçu Robert Dussey à Sotchi. Lavrov a promis une ambassade au Togo."),
        read("en", "2024-11-10", "Russian Foreign Minister Sergey Lavrov met Robert Dussey in Sochi on Saturday."),
        read(
            "fr", "2024-11", "Le ministre russe des Affaires étrangères, M. Lavrov, a rencontré Robert Dussey à Sotchi."
        ),
    ]
    assert all(persons(reading) == ["robert-dussey", "sergei-lavrov"] for reading in readings)
    held = {(t.person, t.office, t.of, t.attested) for reading in readings for t in reading.tenures}
    assert {("sergei-lavrov", "foreign-minister", "RUS", date) for date in ("2024-11-10", "2024-11")} <= held
    claims = [
        Claim(f"{number}/1", event, str(number), reading.document.published)
        for number, reading in enumerate(readings)
        for event in reading.events
        if event.type == "Meeting"
    ]
    (event,) = resolve(claims, load())
    assert event.event.participants == ("robert-dussey", "sergei-lavrov")


def test_an_office_stands_for_who_was_named_with_it_before(read: Read) -> None:
    reading = read(
        "fr",
        "2024-12-27",
        "Le ministre russe des Affaires étrangères, Sergueï Lavrov, a ouvert mardi la conférence à Sotchi. Le chef de "
        "la diplomatie russe s'est entretenu mercredi avec le ministre togolais Robert Dussey.",
    )
    assert persons(reading) == ["robert-dussey", "sergei-lavrov"]


def test_father_and_son_are_two(read: Read) -> None:
    for text, expected in {
        "Le président gabonais Ali Bongo a rencontré François Hollande. Son père, Omar Bongo, avait rencontré Nicolas "
        "Sarkozy.": {"ali-bongo", "omar-bongo"},
        "Le président togolais Faure Gnassingbé, fils de Gnassingbé Eyadéma, a rencontré Patrice Talon.": {
            "faure-gnassingbe",
            "gnassingbe-eyadema",
        },
    }.items():
        assert expected <= set(persons(read("fr", "2014-07-02", text)))
    text = (
        "North Korean leader Kim Jong Un met Donald Trump in Singapore. His father, Kim Jong Il, had met no president."
    )
    assert {"kim-jong-il", "kim-jong-un"} <= set(persons(read("en", "2018-06-13", text)))


def test_two_presidents_of_one_name_are_two_over_documents(read: Read) -> None:
    father = read("en", "1990-06-01", "President George Bush met Mikhail Gorbachev in Washington on Thursday.")
    son = read("en", "2003-06-01", "President George W. Bush met Vladimir Putin in Saint Petersburg on Sunday.")
    assert not set(persons(father)) & set(persons(son))


def test_two_ministers_of_one_family_name_are_two(read: Read) -> None:
    reading = read(
        "fr",
        "2021-05-10",
        "Le ministre guinéen de la Défense, Mamadou Diallo, a rencontré à Conakry le ministre sénégalais de la Santé, "
        "Amadou Diallo.",
    )
    assert {(t.person, t.of) for t in reading.tenures} == {("amadou-diallo-SEN", "SEN"), ("mamadou-diallo-GIN", "GIN")}


def test_two_ministers_of_one_name_are_two_over_documents(read: Read) -> None:
    text = "Le ministre {} de la Pêche, Mamadou Diallo, a rencontré à Rabat l'ambassadeur du Maroc."
    one, other = (read("fr", "2021-05-10", text.format(nationality)) for nationality in ("guinéen", "malien"))
    assert (persons(one), persons(other)) == (["mamadou-diallo-GIN"], ["mamadou-diallo-MLI"])


def test_a_person_of_two_reports_is_one_in_the_happening_they_tell(read: Read) -> None:
    text = "Le ministre {} Mamadou Diallo a rencontré {} à Rabat le ministre marocain Nasser Bourita."
    told = text.format("guinéen de la Pêche", "lundi"), text.format("guinéen", "le 10 mai 2021")
    claims = [
        Claim(f"{number}/1", event, str(number), "2021-05-10")
        for number, report in enumerate(told)
        for event in read("fr", "2021-05-10", report).events
    ]
    (event,) = resolve(claims, load())
    assert event.event.participants == ("mamadou-diallo-GIN", "nasser-bourita")


def test_initials_tell_two_presidents_of_one_text_apart(read: Read) -> None:
    text = "George H. W. Bush met Hu Jintao in Beijing. His son, President George W. Bush, met Hu Jintao in August."
    assert set(persons(read("en", "2008-06-01", text))) == {"george-h-w-bush", "george-w-bush", "hu-jintao"}


def test_a_family_name_may_come_first(read: Read) -> None:
    text = "Chinese President Xi Jinping met Kim Jong-un in Beijing. Xi then thanked Kim for his visit to China."
    reading = read("en", "2018-06-20", text)
    assert [len(a.mentions) for a in reading.actors if a.type == "Person"] == [2, 2]
