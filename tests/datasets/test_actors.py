"""Names and codes of tables -> actors: any spelling, any language, and the state that was there at the time."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amity import reference
from amity.datasets.actors import CODES, Actors, Found, Missing, acts_for_state
from amity.vocabulary import Class


@pytest.fixture(scope="module")
def actors() -> Actors:
    return Actors(reference.load())


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Togo", "TGO"),
        ("TOGOLESE REPUBLIC", "TGO"),
        ("République togolaise", "TGO"),
        ("Norwegen", "NOR"),
        ("Cote d'Ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Россия", "RUS"),
        ("日本", "JPN"),
        ("Korea, Republic of", "KOR"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Micronesia (Federated States of)", "FSM"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("St. Vincent and the Grenadines", "VCT"),
        ("Antigua & Barbuda", "ATG"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("Palestinian Territory, Occupied", "PSE"),
        ("Congo", "COG"),
        ("Zaire", "COD"),
        ("Burma", "MMR"),
        ("Economic Community of West African States", "ECOWAS"),
        ("European Commission", "EU"),
        ("UN Security Council", "UN"),
    ],
)
def test_a_name_in_any_spelling(actors: Actors, name: str, actor: str) -> None:
    assert actors.find("name", name, "2014") == Found(actor)


@pytest.mark.parametrize(
    ("scheme", "code", "date", "actor"),
    [
        ("cow", "461", "2010", "TGO"),
        ("cow", "2", "2010", "USA"),
        ("cow", "365", "1975", "SUN"),
        ("cow", "365", "2010", "RUS"),
        ("cow", "345", "1930", "YUG"),
        ("cow", "345", "2012", "SRB"),
        ("cow", "816", "1960", "VDR"),
        ("gw", "461.0", "1963-01-16", "TGO"),
        ("gw", "260", "1970", "DEU"),
        ("gw", "678", "1970", "YAR"),
        ("gw", "678", "2000", "YEM"),
        ("alpha3", "TGO", None, "TGO"),
        ("alpha2", "tg", None, "TGO"),
        ("numeric", "4", None, "AFG"),
        ("fips", "CH", None, "CHN"),
        ("wikidata", "http://www.wikidata.org/entity/Q945", None, "TGO"),
        ("wikidata", "Q15180", "1960", "SUN"),
        ("cameo", "USA", "2015", "USA"),
        ("cameo", "ROM", "2015", "ROU"),
        ("cameo", "JOR JORELIGOV", "2015", "JOR"),
    ],
)
def test_a_code_of_any_scheme(actors: Actors, scheme: str, code: str, date: str | None, actor: str) -> None:
    assert actors.find(scheme, code, date) == Found(actor)


@pytest.mark.parametrize(
    ("name", "date", "actor"),
    [
        ("Russian Federation", "1975-02-09", "SUN"),
        ("Russian Federation", "1992-02-09", "RUS"),
        ("Russia", "1905", "RUS"),
        ("Soviet Union", "1975", "SUN"),
        ("Armenia", "1980", "SUN"),
        ("Ukraine", "1980", "UKR"),
        ("Federal Republic of Germany", "1970", "DEU"),
        ("Germany", "1970", "DEU"),
        ("German Democratic Republic", "1975", "DDR"),
        ("Czech Republic", "1970", "CSK"),
        ("Czech Republic", "1993-02-22", "CZE"),
        ("Croatia", "1980", "YUG"),
        ("Yugoslavia", "1980", "YUG"),
        ("Yugoslavia", "1996", "SRB"),
        ("Egypt", "1959-06", "UAR"),
        ("Syria", "1959-06", "UAR"),
        ("Egypt", "1962", "EGY"),
        ("Yemen", "1965", "YAR"),
        ("Yemen", "1995", "YEM"),
        ("Yemen People's Republic", "1980", "YMD"),
        ("Viet Nam", "1977-09-20", "VNM"),
        ("Austria-Hungary", "1833", "AUH"),
    ],
)
def test_the_state_of_the_time(actors: Actors, name: str, date: str, actor: str) -> None:
    assert actors.find("name", name, date) == Found(actor)


@pytest.mark.parametrize(
    ("name", "date", "reason"),
    [
        ("Yemen", "1975", "'Yemen' is YAR or YMD at that time"),
        ("Viet Nam", "1960", "'Viet Nam' is RVN or VDR at that time"),
        ("Atlantis", "1975", "no actor is named 'Atlantis'"),
        ("Soviet Union", "1995", "'Soviet Union' was not there at that time"),
        ("Kosovo", "1850", "'Kosovo' was not there at that time"),
    ],
)
def test_what_is_not_certain_is_not_guessed(actors: Actors, name: str, date: str, reason: str) -> None:
    assert actors.find("name", name, date) == Missing(reason)


@pytest.mark.parametrize("name", ["Hong Kong", "Greenland", "Africa", "Boko Haram", "Unspecified Actor", "Guam"])
def test_what_is_no_actor_is_outside(actors: Actors, name: str) -> None:
    found = actors.find("name", name, "2014")
    assert isinstance(found, Missing) and found.outside


@pytest.mark.parametrize(
    ("name", "sectors", "country", "actor"),
    [
        ("Foreign Affairs (Bangladesh)", "", "", "BGD"),
        ("Head of Government (Togo)", "", "", "TGO"),
        ("Cabinet / Council of Ministers / Advisors (United States)", "", "", "USA"),
        ("Secretariat (Organization of American States)", "", "", "OAS"),
        ("Peter Gajdos", "Defense / Security Ministry,Government,Executive", "Slovakia", "SVK"),
        ("Japan", "", "Japan", "JPN"),
    ],
)
def test_the_actors_of_icews(actors: Actors, name: str, sectors: str, country: str, actor: str) -> None:
    assert actors.find("icews", name, "2018-06-01", sectors, country) == Found(actor)


def test_persons_act_for_the_state_whose_office_they_held(actors: Actors) -> None:
    assert actors.find("icews", "John Kerry", "2014-05-06") == Found("USA", "john-kerry")
    assert actors.find("icews", "Sergey Viktorovich Lavrov", "2014-05-06") == Found("RUS", "sergei-lavrov")
    assert actors.find("icews", "Ashraf Ghani Ahmadzai", "2015") == Found("AFG", "ashraf-ghani")
    # He was in no office that Amity knows of.
    assert isinstance(actors.find("icews", "John Kerry", "1990"), Missing)


def test_officials_of_whom_tables_say_no_more_than_the_name_act_for_a_state_while_in_office(actors: Actors) -> None:
    assert actors.find("icews", "Umar al Bashir", "2014-04-05") == Found("SDN")
    assert actors.find("icews", "Umar al Bashir", "2020") == Missing("'Umar al Bashir' held no known office then")
    assert actors.find("icews", "Bernardino Leon", "2014-06-30") == Found("EU")
    assert actors.find("icews", "Bernardino Leon", "2014-09-01") == Found("UN")


def test_of_several_parentheses_the_last_names_the_country(actors: Actors) -> None:
    assert actors.find("icews", "Member of Legislative (Govt) (Iran)", "2014") == Found("IRN")
    assert actors.find("icews", "Foreign Affairs (Congo (Brazzaville))", "2014") == Found("COG")


@pytest.mark.parametrize(
    "name", ["Citizen (India)", "Lawyer/Attorney (Holy See (Vatican City State))", "Governor (Nigeria)"]
)
def test_who_does_not_act_for_the_state_is_outside(actors: Actors, name: str) -> None:
    assert actors.find("icews", name, "2014") == Missing("not an organ of the state", outside=True)


@pytest.mark.parametrize(
    ("role", "acts"),
    [
        ("Foreign Affairs", True),
        ("Ministry of Tourism", True),
        ("Police", True),
        ("Presidential Candidate", False),
        ("Main Opposition", False),
        ("City Mayor", False),
        ("Court Judge", False),
        ("Villager", False),
        ("Government Affiliated Bank", False),
    ],
)
def test_the_roles_that_act_for_a_state(role: str, acts: bool) -> None:
    assert acts_for_state(role) == acts


@given(st.text(max_size=40), st.sampled_from([*CODES, "name", "icews", "cameo"]))
def test_whatever_a_cell_holds_there_is_an_answer(actors: Actors, text: str, scheme: str) -> None:
    assert isinstance(actors.find(scheme, text, "2000"), Found | Missing)


def test_no_two_states_of_a_time_share_a_code(actors: Actors) -> None:
    known = reference.load()
    for scheme in ("alpha3", "alpha2", "numeric", "fips", "cow", "gw"):
        for code in {c for s, c in actors._codes if s == scheme}:
            for year in ("1900", "1950", "1980", "2014"):
                found = actors.find(scheme, code, year)
                there = isinstance(found, Found) or "was not there" in found.reason
                # The Yemen and the Viet Nam of those years were two, whatever the code.
                assert there or code in ("YEM", "YE", "887", "679", "VNM", "VN", "704", "YM", "VM"), (
                    scheme,
                    code,
                    year,
                )
    assert len(list(known.of(Class.STATE))) > 220


def test_the_numbers_are_those_that_others_use(actors: Actors, shared: Path) -> None:
    names: dict[str, str] = {}
    with (shared / "data/alliances/atop5_dyadyear_2010plus.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names |= {row["ccode1"]: row["state1"], row["ccode2"]: row["state2"]}
    assert len(names) > 150
    for number, name in names.items():
        assert actors.find("cow", number, "2014") == actors.find("name", name, "2014"), (number, name)
    with (shared / "data/gazetteer/countries_en_fr.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = actors.find("alpha3", row["cca3"], "2014")
            if isinstance(found, Found) and row["ccn3"]:
                assert actors.find("numeric", row["ccn3"], "2014") == found, row["cca3"]


def test_every_country_of_every_table_is_known_or_outside(actors: Actors, shared: Path) -> None:
    with (shared / "data/gazetteer/countries_en_fr.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 250
    for row in rows:
        for column in ("name_en", "name_fr"):
            for name in row[column].split("|"):
                found = actors.find("name", name, "2014")
                assert isinstance(found, Found) or found.outside, (name, found)
