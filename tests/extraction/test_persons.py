"""The persons of a text: their whole names, who one word stands for, the offices and states they are named with."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amity.extraction import Extractor
from amity.model import Document, Reading

Read = Callable[..., Reading]


@pytest.fixture(scope="module")
def read(extractor: Extractor) -> Read:
    return lambda language, text, published="2024-05-12": extractor.read(Document("d", text, language, published))


def persons(reading: Reading) -> dict[str, list[str]]:
    """What the text calls each of its persons."""
    text = reading.document.text
    return {a.id: [text[start:end] for start, end in a.mentions] for a in reading.actors if a.type == "Person"}


def states(reading: Reading) -> dict[str, str]:
    return {tenure.person: tenure.of for tenure in reading.tenures}


# Whole names

FRENCH = "Le ministre togolais Robert Dussey a rencontré {} à Lomé."
ENGLISH = "Togo's foreign minister, Robert Dussey, met {} in Lomé."


@pytest.mark.parametrize(
    ("language", "written", "name"),
    [
        (
            "fr",
            "le Premier ministre bahreïni, le prince Khalifa bin Salman Al Khalifa,",
            "Khalifa bin Salman Al Khalifa",
        ),
        ("fr", "le président brésilien Luis Inacio Lula da Silva", "Luis Inacio Lula da Silva"),
        ("fr", "l'émir du Qatar, cheikh Tamim ben Hamad al-Thani,", "Tamim ben Hamad al-Thani"),
        ("fr", "l'ambassadeur qatari, S.E.M. Saoud ben Abdel Rahman al-Thani,", "Saoud ben Abdel Rahman al-Thani"),
        ("fr", "le ministre mauritanien Mohamed Salem Ould Merzoug", "Mohamed Salem Ould Merzoug"),
        ("fr", "le Premier ministre belge Alexander De Croo", "Alexander De Croo"),
        ("fr", "la ministre suisse Karin Keller-Sutter", "Karin Keller-Sutter"),
        ("fr", "l'ambassadeur sud-coréen Lee Joo-il", "Lee Joo-il"),
        ("fr", "le président malien Bah N'Daw", "Bah N'Daw"),
        ("fr", "Mgr Rubén Darío Ruiz Mainardi, nonce apostolique,", "Rubén Darío Ruiz Mainardi"),
        ("fr", "le général béninois Bertin Bada", "Bertin Bada"),
        (
            "fr",
            "le ministre algérien de l'Intérieur et des Collectivités locales, Daho Ould Kablia,",
            "Daho Ould Kablia",
        ),
        (
            "fr",
            "le ministre ghanéen de l'Énergie et du Pétrole Boniface Abubakar Saddique",
            "Boniface Abubakar Saddique",
        ),
        ("fr", "Nialé Kaba (Côte d'Ivoire)", "Nialé Kaba"),
        ("fr", "Gilles Huberson, 58 ans, ambassadeur de France,", "Gilles Huberson"),
        ("en", "Romanian Foreign Minister Luminița Odobescu", "Luminița Odobescu"),
        ("en", "Indian PM Narendra Modi", "Narendra Modi"),
        ("en", "Tanzania's Minister for Foreign Affairs and Trade Lionel Aingimea", "Lionel Aingimea"),
        ("en", "H.E. Mao Havannall, Minister of Civil Aviation of Cambodia,", "Mao Havannall"),
        ("en", "Lt Gen Anil Puri of India", "Anil Puri"),
        ("en", "the Chinese ambassador to Togo, Dr. Chao Weidong,", "Chao Weidong"),
        ("en", "Ghana's ambassador, T.M.W.J. Bandara,", "T.M.W.J. Bandara"),
        ("en", "Sri Lanka's foreign minister M U M Ali Sabry", "M U M Ali Sabry"),
        ("en", "Sheikh Mohammed Hassan Jabir Al-Jabir, the Qatari envoy,", "Mohammed Hassan Jabir Al-Jabir"),
        ("en", "former Dutch prime minister Wim van der Berg", "Wim van der Berg"),
        ("en", "Turkey's deputy minister Hüsnü DİLEMRE", "Hüsnü DİLEMRE"),
        ("en", "Gonfouli Souariba of Chad", "Gonfouli Souariba"),
    ],
)
def test_a_name_is_found_whole(read: Read, language: str, written: str, name: str) -> None:
    found = persons(read(language, (FRENCH if language == "fr" else ENGLISH).format(written)))
    assert sorted(calls for called in found.values() for calls in called) == sorted(["Robert Dussey", name])


def test_a_verb_in_capitals_is_no_part_of_a_name(read: Read) -> None:
    assert persons(read("en", "SAUDI ARABIA'S KING FAHD VISITS BRITAIN THIS WEEK")) == {"king-fahd-SAU": ["FAHD"]}


def test_what_belongs_to_somebody_is_no_part_of_the_name(read: Read) -> None:
    reading = read("en", "Modi's visit to Togo ended on Friday. Mr Modi's delegation met the Togolese president.")
    assert persons(reading) == {"narendra-modi": ["Modi", "Modi"]}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La base aérienne de Port-Bouët a été rétrocédée par la France à la Côte d'Ivoire."),
        ("fr", "La pandémie de Covid-19 a retardé l'ouverture de l'ambassade du Togo au Moyen-Orient."),
        ("en", "Japan and Togo signed the Framework Agreement at the Central Command on Friday."),
        ("en", "Official Development Assistance of Korea to Togo rose to 10 million dollars, the General Staff said."),
    ],
)
def test_the_name_of_a_thing_is_nobodys(read: Read, language: str, text: str) -> None:
    assert persons(read(language, text)) == {}


# One word

WITH_FAMILY_NAME_FIRST = [
    ("Chinese President Xi Jinping met Kim Jong-un in Beijing. Xi received Kim in China again.", "xi-jinping"),
    ("Japanese minister Tanaka Makiko met Robert Dussey in Tokyo. Tanaka then left Japan.", "tanaka-makiko-JPN"),
    ("Hungary's ambassador, Nagy Ferenc, met Robert Dussey. Nagy then left Togo.", "nagy-ferenc-HUN"),
    ("Chinese envoy Hu Zhengyue met Robert Dussey in Lomé. Hu then left Togo.", "hu-zhengyue-CHN"),
]


@pytest.mark.parametrize(("text", "person"), WITH_FAMILY_NAME_FIRST)
def test_a_family_name_may_come_first(read: Read, text: str, person: str) -> None:
    assert len(persons(read("en", text))[person]) == 2


def test_a_headline_is_of_whom_the_text_names_below(read: Read) -> None:
    reading = read(
        "fr", "Togo : Ouédraogo reçu à Lomé\n\nLe ministre burkinabè Aristide Ouédraogo est arrivé lundi au Togo."
    )
    assert persons(reading) == {"aristide-ouedraogo-BFA": ["Ouédraogo", "Aristide Ouédraogo"]}


def test_a_family_name_of_several_words_stands_for_the_person(read: Read) -> None:
    reading = read(
        "fr",
        "La ministre chilienne Antonia Urrejola Noguera est arrivée au Togo. Mme Urrejola Noguera a visité Lomé. Le "
        "ministre français Jean-Yves Le Drian a visité le Togo. M. Le Drian a quitté le Togo.",
        "2022-05-10",
    )
    assert [len(called) for called in persons(reading).values()] == [2, 2]


@pytest.mark.parametrize(
    ("name", "published", "person"),
    [
        ("Modi", "2023-05-20", "narendra-modi"),
        ("Poutine", "2023-05-20", "vladimir-putin"),
        ("Lula", "2023-05-20", "luiz-inacio-lula-da-silva"),
        ("Xi", "2023-05-20", "xi-jinping"),
        ("Obama", "2015-05-20", "barack-obama"),
        ("Déby", "2015-05-20", "idriss-deby"),
        ("Déby", "2023-05-20", "mahamat-idriss-deby"),
        # Out of office, or before it, it may be anybody.
        ("Obama", "2023-05-20", None),
        ("Lula", "2018-05-20", None),
    ],
)
def test_a_leader_in_office_is_known_by_one_word(read: Read, name: str, published: str, person: str | None) -> None:
    found = persons(read("fr", f"{name} s'est rendu vendredi au Togo.", published))
    assert list(found) == ([person] if person else [])


def test_a_leader_is_not_who_bears_the_same_name_in_the_text(read: Read) -> None:
    for text in (
        "Le ministre togolais Kodjo Modi est arrivé vendredi au Bénin. Modi a visité Cotonou, au Bénin.",
        "Modi est arrivé vendredi au Bénin. Le ministre togolais Kodjo Modi a visité Cotonou, au Bénin.",
    ):
        assert list(persons(read("fr", text))) == ["kodjo-modi-TGO"]


def test_the_state_of_an_office_tells_which_leader_is_meant(read: Read) -> None:
    assert "sergei-lavrov" not in persons(read("fr", "Le ministre togolais Lavrov a visité le Bénin."))
    assert list(persons(read("en", "Jordan's King Abdullah arrived in Togo on Friday."))) == ["abdullah-ii"]


# The same person in another spelling, and two of one name


def test_a_person_of_the_reference_is_known_in_a_spelling_it_does_not_have(read: Read) -> None:
    text = "Le ministre {} a rencontré Robert Dussey à Lomé."
    for person, named in {
        "jeyhun-bayramov": "azerbaïdjanais Djeïhoun Bayramov",
        "nikol-pashinyan": "arménien Nicol Pachynian",
        "ahmed-attaf": "algérien Ahmad Attaf",
    }.items():
        assert person in persons(read("fr", text.format(named)))


def test_the_longer_name_is_somebody_else_where_it_begins_otherwise(read: Read) -> None:
    reading = read(
        "fr",
        "Le président tchadien Mahamat Idriss Déby Itno a visité le Togo. Son père, Idriss Déby Itno, y était venu.",
    )
    assert set(persons(reading)) == {"idriss-deby", "mahamat-idriss-deby"}
    reading = read(
        "fr", "Le ministre togolais Koffi Robert Dussey a visité le Bénin. Robert Dussey n'y était pas allé."
    )
    assert len(persons(reading)) == 2


def test_two_families_of_one_name_in_one_text(read: Read) -> None:
    reading = read(
        "fr",
        "Le ministre malien Sadio Camara a reçu à Bamako le ministre guinéen Mory Camara. Le ministre guinéen Camara a "
        "invité le Mali à Conakry.",
    )
    assert persons(reading) == {
        "mory-camara-GIN": ["Mory Camara", "Camara"],
        "sadio-camara": ["Sadio Camara"],
    }


# Offices and states


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "Les ministres camerounais et équato-guinéen de la Défense, Joseph Beti Assomo et Leandro Bekale Nkogo, "
            "ont signé un accord.",
            {"joseph-beti-assomo-CMR", "leandro-bekale-nkogo-GNQ"},
        ),
        (
            "en",
            "Chad's ambassador Cherif Mahamat Zene and his Fijian counterpart, Ambassador Peter Thomson, met in Lomé.",
            {"cherif-mahamat-zene", "peter-thomson-FJI"},
        ),
        (
            "en",
            "The Qatari envoy to Togo, Jabir Al-Jabir, and the Monaco ambassador, Didier Gamerdinger, met in Lomé.",
            {"jabir-al-jabir-QAT", "didier-gamerdinger-MCO"},
        ),
        (
            "fr",
            "Wilfried Léandre Houngbédji, porte-parole du gouvernement béninois, a vu à Lomé le ministre togolais "
            "Kodjo Adedze.",
            {"wilfried-leandre-houngbedji-BEN", "kodjo-adedze-TGO"},
        ),
        (
            "en",
            "Grenada's Dickon Mitchell met Silvio Costa of Togo in Lomé.",
            {"dickon-mitchell-GRD", "silvio-costa-TGO"},
        ),
        (
            "fr",
            "Le Tadjik Sirodjidin Karimov a rencontré Komlan Agbessi (Togo).",
            {"sirodjidin-karimov-TJK", "komlan-agbessi-TGO"},
        ),
    ],
)
def test_the_state_is_that_of_the_office_or_beside_the_name(
    read: Read, language: str, text: str, expected: set[str]
) -> None:
    assert expected <= set(persons(read(language, text)))


def test_whom_the_subject_meets_is_of_another_state(read: Read) -> None:
    reading = read(
        "fr",
        "Le Premier ministre japonais Shinzo Abe est arrivé au Koweït. Au Koweït, M. Abe rencontrera le Premier "
        "ministre Jaber Moubarak Al-Hamad Al-Sabah.",
        "2013-08-26",
    )
    assert states(reading)["shinzo-abe"] == "JPN"
    assert "jaber-moubarak-al-hamad-al-sabah-KWT" in persons(reading)


def test_who_receives_him_is_not_he(read: Read) -> None:
    reading = read(
        "en",
        "India's foreign minister S. Jaishankar arrived in Namibia. He was received by President Hage Geingob.",
        "2023-06-06",
    )
    (meeting,) = [event for event in reading.events if event.type == "Meeting"]
    assert set(meeting.participants) == {"subrahmanyam-jaishankar", "hage-geingob"}
    reading = read(
        "fr",
        "Le président turc Recep Tayyip Erdogan est arrivé à Bagdad. C'est Mohammed Chia al-Soudani, le chef du "
        "gouvernement irakien, qui l'a reçu.",
        "2024-04-23",
    )
    (meeting,) = [event for event in reading.events if event.type == "Meeting"]
    assert set(meeting.participants) == {"recep-tayyip-erdogan", "mohammed-shia-al-sudani"}


def test_who_says_so_voices_the_will(read: Read) -> None:
    reading = read(
        "fr", "« L'Inde continuera de soutenir les Maldives dans la défense », a déclaré M. Modi.", "2025-07-26"
    )
    assert [event.participants for event in reading.events] == [("narendra-modi",)]


# Over documents


def test_the_identifier_of_a_person_does_not_depend_on_what_else_is_read(read: Read) -> None:
    alone = persons(read("fr", "Le ministre guinéen Mamadou Diallo a visité le Togo."))
    among = persons(
        read(
            "fr", "Le ministre malien Amadou Diallo et le ministre guinéen Mamadou Diallo ont visité ensemble le Togo."
        )
    )
    assert list(alone) == ["mamadou-diallo-GIN"] and set(among) == {"amadou-diallo-MLI", "mamadou-diallo-GIN"}


def test_who_acts_for_no_state_has_the_name_alone(read: Read) -> None:
    assert list(persons(read("fr", "Le Togo a honoré Komlan Agbessi."))) == ["komlan-agbessi"]


NAMES = st.text(
    alphabet=st.characters(categories=("Lu", "Ll", "Mn", "Pd", "Zs"), include_characters="'’.-(),«»"), max_size=60
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, language=st.sampled_from(["fr", "en"]))
def test_whatever_stands_for_a_name_is_quoted_exactly(read: Read, name: str, language: str) -> None:
    reading = read(
        language, f"Le ministre togolais, {name}, a rencontré Robert Dussey. Minister {name} met Sergey Lavrov."
    )
    for actor in reading.actors:
        assert re.fullmatch(r"[^\s/]+", actor.id)
        assert all(0 <= start < end <= len(reading.document.text) for start, end in actor.mentions)
