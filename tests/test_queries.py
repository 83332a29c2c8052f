"""Each question of the catalogue has its answer; a value cannot become anything else; a wrong file hides no other."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amity import queries, resources
from amity.model import Actor, Amount, Document, Event, Evidence, Party, Reading, Tenure
from amity.parameters import TYPES, ParameterError, find_actor, parse_value
from amity.queries import QuestionError, ask, parse
from amity.store import Dataset
from amity.transforms import diversity

SEED = {
    "opening": "l'ouverture en 2025 d'une ambassade de Russie à Lomé",
    "talks": "Dussey a eu un entretien avec Petrov",
    "conference": "la conférence ministérielle du forum Russie-Afrique",
    "recent": "les récents pourparlers",
    "will": "Le Togo renforce ses liens diplomatiques avec la Russie",
}


def event(sentence: str, type_: str, parties: str, **said: Any) -> Event:
    roles = [item.partition("=") for item in parties.split()]
    start = sum(map(ord, sentence + type_))
    return Event(
        type_,
        tuple(Party(actor, role or "party") for actor, _, role in roles),
        (Evidence(start, start + len(sentence), sentence),),
        **said,
    )


def document(id_: str, published: str, *events: Event, site: str = "example.org", **named: Any) -> Reading:
    source = Document(id_, "", "fr", published, f"Titre de {id_}", f"https://www.{site}/{id_}")
    return Reading(source, events=events, extractor="amity/0", **named)


DOMAINS = ("culture", "education", "energy", "politics", "security", "trade")
EMBASSY = "RUS=sendingState TGO=receivingState"
DOCUMENTS = (
    document(
        "togo-russie",
        "2024-12",
        event(SEED["opening"], "MissionOpening", EMBASSY, date="2025", place="Lomé", status="planned", domains=DOMAINS),
        event(
            SEED["talks"],
            "Meeting",
            "RUS TGO",
            date="2024-11",
            place="Sotchi",
            participants=("komi-adjo", "ivan-petrov"),
            part_of=2,
        ),
        event(
            SEED["conference"],
            "Conference",
            "RUS TGO",
            date="2024-11",
            place="Sotchi",
            groups=("african-leaders",),
            domains=("culture", "economy", "security"),
        ),
        event(SEED["will"], "StatementOfIntent", "RUS TGO", date="2024-12", status="ongoing"),
        *(event(f"{SEED['recent']} {other}", "Meeting", f"TGO {other}") for other in ("QAT", "CHN", "ZAF", "NGA")),
        actors=(
            Actor("komi-adjo", "Person", "Komi Adjo"),
            Actor("ivan-petrov", "Person", "Ivan Pétrov"),
            Actor("african-leaders", "ActorGroup", "dirigeants africains"),
        ),
        tenures=(
            Tenure("komi-adjo", "foreign-minister", "TGO", "2024-12"),
            Tenure("ivan-petrov", "foreign-minister", "RUS", "2024-12"),
        ),
    ),
    document(
        "sotchi",
        "2024-11-10",
        event("Petrov a reçu Dussey samedi.", "Meeting", "RUS TGO", date="2024-11-09", participants=("ivan-petrov",)),
        site="tass.example",
        actors=(Actor("ivan-petrov", "Person", "Ivan Pétrov"),),
    ),
    document(
        "dementi",
        "2025-03-01",
        event(
            "Lomé dément l'ouverture d'une ambassade russe.", "MissionOpening", EMBASSY, date="2025", status="denied"
        ),
        event(
            "La Chine a fait un don.", "Aid", "CHN=donor TGO=recipient", date="2025-02", domains=("renewable-energy",)
        ),
        event(
            "Un accord sur la santé a été signé.", "AgreementSigning", "CHN TGO", date="2025-02-03", domains=("health",)
        ),
        site="tass.example",
    ),
    document(
        "mixte",
        "2019-06-03",
        event("La commission mixte siégera en 2020.", "CommissionSession", "BFA TGO", date="2020", status="planned"),
        event("Pékin a reçu Moscou.", "Meeting", "CHN RUS", date="2019-06-01"),
        event("Le sommet a réuni trois États.", "Conference", "BEN GHA TGO", date="2019-05-30", place="Accra"),
        event("Un prêt.", "Aid", "world-bank=donor TGO=recipient", date="2019", amount=Amount(Decimal(10), "USD")),
    ),
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    dataset = Dataset.open(tmp_path_factory.mktemp("store"), write=True)
    for reading in DOCUMENTS:
        dataset.learn(reading)
    return dataset


def rows(dataset: Dataset, name: str, language: str = "en", **given: str) -> list[dict[str, Any]]:
    catalogue = queries.load()
    assert catalogue.errors == ()
    return ask(catalogue.questions[name], dataset, given, language).records()


def column(found: list[dict[str, Any]], *names: str) -> list[Any]:
    return [tuple(row[n] for n in names) if len(names) > 1 else row[names[0]] for row in found]


# The catalogue


def test_every_file_is_a_question() -> None:
    catalogue = queries.load()
    assert catalogue.errors == ()
    assert set(catalogue.questions) == {path.stem for path in resources.queries().glob("*.rq")}
    asked = (
        "partners domains missions meetings agreements evidence promises contradictions shared-partners new-partners"
    )
    assert set(catalogue.questions) >= {*asked.split(), "diversification", "timeline", "corroboration", "officials"}


@pytest.mark.parametrize("name", sorted(path.stem for path in resources.queries().glob("*.rq")))
def test_every_example_can_be_asked(dataset: Dataset, name: str) -> None:
    question = queries.load().questions[name]
    examples = {p.name: p.example for p in question.parameters.values()}
    if "event" in examples:
        examples["event"] = "Meeting-RUS-TGO-2024-11-09"
    for language in ("en", "fr"):
        for given_ in (examples, {k: v for k, v in examples.items() if question.parameters[k].required}):
            found = ask(question, dataset, given_, language)
            assert all(len(row) == len(question.columns) for row in found.rows)
            assert found.to_csv().splitlines()[0] == ",".join(c.name for c in question.columns)
            assert len(json.loads(found.to_json())) == len(found.rows)


def test_partners(dataset: Dataset) -> None:
    found = rows(dataset, "partners", actor="Togo")
    assert column(found, "id", "events", "sources") == [
        ("CHN", 3, 2),
        ("RUS", 3, 2),
        ("BFA", 1, 1),
        ("NGA", 1, 1),
        ("QAT", 1, 1),
        ("ZAF", 1, 1),
        ("world-bank", 1, 1),
    ]
    russia = next(row for row in found if row["id"] == "RUS")
    assert russia["partner"] == "Russia"
    assert russia["kinds"] == ["conference", "meeting", "statement of intent"]
    assert russia["domains"] == ["culture", "economy", "security"]
    assert (russia["first"], russia["last"], russia["reported"]) == ("2024-11", "2024-12", "2024-12")
    qatar = next(row for row in found if row["id"] == "QAT")
    assert (qatar["first"], qatar["reported"], qatar["sentence"]) == (None, "2024-12", "les récents pourparlers QAT")
    # Dated and undated events, some with domains and some without, are told together.
    china = next(row for row in found if row["id"] == "CHN")
    assert (china["domains"], china["first"], china["last"]) == (
        ["health", "renewable energy"],
        "2025-02",
        "2025-02",
    )
    # Three states at one conference are no partners of each other.
    assert not {"BEN", "GHA"} & set(column(found, "id"))


def test_an_answer_becomes_a_data_frame(dataset: Dataset) -> None:
    pandas = pytest.importorskip("pandas")
    answer = ask(queries.load().questions["partners"], dataset, {"actor": "Togo"})
    frame = pandas.DataFrame(answer.records()).set_index("id")
    assert frame.loc["RUS", "events"] == 3
    assert "meeting" in frame.loc["RUS", "kinds"]
    assert frame["sources"].sum() == sum(record["sources"] for record in answer.records())


def test_partners_in_a_domain_and_a_period(dataset: Dataset) -> None:
    assert column(rows(dataset, "partners", actor="TGO", domain="energy"), "id") == ["CHN"], "narrower domains count"
    assert column(rows(dataset, "partners", actor="TGO", until="2020"), "id") == ["BFA", "world-bank"]
    assert column(rows(dataset, "partners", actor="TGO", since="2025"), "id") == ["CHN"]


def test_labels_are_in_the_language_asked_for(dataset: Dataset) -> None:
    found = rows(dataset, "partners", "fr", actor="TGO")
    assert "Russie" in column(found, "partner")
    assert "déclaration d'intention" in next(row for row in found if row["id"] == "RUS")["kinds"]


def test_domains(dataset: Dataset) -> None:
    found = rows(dataset, "domains", actor="TGO", partner="Russia")
    assert column(found, "id", "events") == [("culture", 1), ("economy", 1), ("security", 1)]


def test_missions(dataset: Dataset) -> None:
    (found,) = rows(dataset, "missions", actor="TGO")
    assert (found["sending"], found["receiving"], found["place"], found["date"]) == ("Russia", "Togo", "Lomé", "2025")
    # The latest source denies what was promised.
    assert (found["status"], found["sources"]) == ("denied", 2)
    assert rows(dataset, "missions", actor="TGO", status="planned") == []
    assert rows(dataset, "missions", actor="CHN") == []


def test_meetings(dataset: Dataset) -> None:
    found = rows(dataset, "meetings", actor="TGO", partner="RUS")
    assert column(found, "event") == ["Conference-RUS-TGO-2024-11", "Meeting-RUS-TGO-2024-11-09"]
    talks = found[1]
    assert talks["participants"] == ["Ivan Pétrov", "Komi Adjo"]
    assert (talks["parties"], talks["place"], talks["sources"]) == (["RUS", "TGO"], "Sochi", 2)
    assert talks["part_of"] == "Conference-RUS-TGO-2024-11"
    assert len(rows(dataset, "meetings", actor="TGO")) == 8


def test_evidence(dataset: Dataset) -> None:
    found = rows(dataset, "evidence", event="Meeting-RUS-TGO-2024-11-09")
    assert column(found, "published", "source", "sentence") == [
        ("2024-11-10", "Titre de sotchi", "Petrov a reçu Dussey samedi."),
        ("2024-12", "Titre de togo-russie", SEED["talks"]),
    ]
    assert all(row["end"] > row["start"] for row in found)


def test_promises(dataset: Dataset) -> None:
    # Today is the day of the latest source: the embassy, denied, is no promise; the session of 2020 is overdue.
    assert column(rows(dataset, "promises"), "event", "due", "promised") == [
        ("CommissionSession-BFA-TGO-2020", "2020", "2019-06-03")
    ]
    assert rows(dataset, "promises", date="2020-06-01") == []
    assert rows(dataset, "promises", actor="RUS") == []


def test_today_is_the_day_of_the_latest_document_there_is() -> None:
    promise = event("Le Togo recevra le Bénin.", "Meeting", "BEN TGO", date="2024-12", status="planned")
    dataset = Dataset.memory()
    due, to_come = [1, 0], [0, 1]

    def asked() -> list[int]:
        return [len(rows(dataset, "promises")), len(rows(dataset, "next-steps", actor="TGO"))]

    dataset.learn(document("announced", "2024-11-10", promise))
    assert asked() == to_come
    dataset.learn(document("later", "2025-03-01"))
    dataset.learn(document("same-day", "2025-03-01"))
    assert asked() == due
    dataset.withdraw("later")
    assert asked() == due
    dataset.learn(document("same-day", "2024-11-11"))
    assert asked() == to_come
    dataset.learn(document("same-day", "2025"))
    assert asked() == due
    dataset.withdraw("same-day")
    assert asked() == to_come


def test_contradictions(dataset: Dataset) -> None:
    (found,) = rows(dataset, "contradictions", actor="TGO")
    assert (found["affirmed"], found["denied"]) == (SEED["opening"], "Lomé dément l'ouverture d'une ambassade russe.")
    assert (found["affirmed_by"], found["denied_by"]) == (["togo-russie"], ["dementi"])


def test_diversification(dataset: Dataset) -> None:
    found = rows(dataset, "diversification", actor="TGO")
    assert column(found, "year", "partners", "ties") == [(2019, 1, 1), (2024, 5, 7), (2025, 1, 2)]
    assert column(found, "main", "share") == [("world-bank", 1.0), ("RUS", 0.43), ("CHN", 1.0)]
    # exp of the entropy of 3, 1, 1, 1, 1 of 7
    assert column(found, "effective") == [1.0, 4.37, 1.0]
    assert column(rows(dataset, "diversification", actor="TGO", since="2024", until="2024"), "year") == [2024]


def test_timeline(dataset: Dataset) -> None:
    found = rows(dataset, "timeline", actor="TGO")
    dates = column(found, "date")
    assert dates[:2] == ["2019", "2019-05-30"]
    assert dates == sorted(dates[:-4]) + [None] * 4, "what has no date comes last"
    assert column(rows(dataset, "timeline", actor="TGO", **{"class": "Aid"}), "date") == ["2019", "2025-02"]
    assert len(rows(dataset, "timeline", actor="TGO", partner="RUS", domain="security")) == 2


def test_agreements(dataset: Dataset) -> None:
    (found,) = rows(dataset, "agreements", actor="TGO")
    assert (found["date"], found["parties"], found["domains"]) == ("2025-02-03", ["CHN", "TGO"], ["health"])


def test_shared_partners(dataset: Dataset) -> None:
    assert column(rows(dataset, "shared-partners", actor="TGO", partner="RUS"), "id", "events", "others") == [
        ("CHN", 3, 1)
    ]


def test_new_partners(dataset: Dataset) -> None:
    found = rows(dataset, "new-partners", actor="TGO", since="2024", until="2024")
    assert column(found, "id") == ["RUS", "CHN", "NGA", "QAT", "ZAF"]


def test_corroboration(dataset: Dataset) -> None:
    found = rows(dataset, "corroboration")
    assert column(found, "event")[:2] == ["Meeting-RUS-TGO-2024-11-09", "MissionOpening-RUS-TGO-2025"]
    assert (found[0]["sources"], found[0]["names"]) == (2, ["example.org", "tass.example"])


def test_officials(dataset: Dataset) -> None:
    found = {row["person"]: row for row in rows(dataset, "officials", actor="TGO")}
    adjo = found["Komi Adjo"]
    assert (adjo["office"], adjo["of"], adjo["period"]) == ("minister of foreign affairs", "TGO", [])
    assert (adjo["first"], adjo["last"], adjo["sources"]) == ("2024-12", "2024-12", 1)
    known = found["Robert Dussey"]
    assert (known["period"], known["first"], known["sources"]) == (["2013/.."], None, 0)


def test_overview_and_ties(dataset: Dataset) -> None:
    found = rows(dataset, "overview")
    assert column(found, "class", "events")[0] == ("Meeting", 6)
    ties = rows(dataset, "ties", least="2")
    assert sorted(column(ties, "one", "other", "events")) == [("CHN", "TGO", 3), ("RUS", "TGO", 3)]


def test_a_statement_of_two_documents_counts_once(dataset: Dataset) -> None:
    """The graphs are one, and Oxigraph does not take out what two of them share: counts must."""
    twice = document("encore", "2024-12", *DOCUMENTS[0].events)
    before = rows(dataset, "partners", actor="TGO")
    dataset.learn(twice)
    after = rows(dataset, "partners", actor="TGO")
    dataset.withdraw("encore")
    assert column(after, "id", "events") == column(before, "id", "events")
    assert rows(dataset, "partners", actor="TGO") == before


# Parameters


@pytest.mark.parametrize("text", ["TGO", "tgo", "Togo", "togo", " togo ", "République togolaise", "Togolese Republic"])
def test_an_actor_is_known_by_any_of_its_names(dataset: Dataset, text: str) -> None:
    assert find_actor(text.strip(), dataset).endswith("/state/TGO")


def test_names_of_actors(dataset: Dataset) -> None:
    assert find_actor("CEDEAO", dataset).endswith("/organization/ECOWAS")
    assert find_actor("cote d’ivoire", dataset).endswith("/state/CIV")
    assert find_actor("Ivan Pétrov", dataset).endswith("/person/ivan-petrov")
    with pytest.raises(ParameterError, match=r"no state or organization is called 'Tgoo'; did you mean TGO \(Togo\)"):
        find_actor("Tgoo", dataset)
    with pytest.raises(ParameterError, match="expected a code such as TGO"):
        find_actor("qqqqqqqq", dataset)


@pytest.mark.parametrize(
    ("type_", "text", "message"),
    [
        ("date", "yesterday", "is not a date; expected 2024"),
        ("year", "24", "is not a year of four digits"),
        ("integer", "many", "is not a whole number"),
        ("domain", "energi", r"did you mean energy"),
        ("class", "Party", "is not a kind of event; expected one of Meeting"),
        ("status", "perhaps", "is not a status; expected one of done"),
        ("event", "Meeting-X-Y", "no event is called 'Meeting-X-Y'"),
        ("actor", "", "no state or organization is called ''"),
    ],
)
def test_what_a_value_could_be_is_said(dataset: Dataset, type_: str, text: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        parse_value(type_, text, dataset)


def test_dates_are_taken_at_the_end_that_counts(dataset: Dataset) -> None:
    assert parse_value("date", "2024-11", dataset).value == "2024-11-01"
    assert parse_value("date", "2024-11", dataset, "latest").value == "2024-11-30"


def test_parameters_are_checked(dataset: Dataset) -> None:
    question = queries.load().questions["partners"]
    with pytest.raises(ParameterError, match=r"'partners' needs --actor .*for example --actor TGO"):
        ask(question, dataset, {})
    with pytest.raises(ParameterError, match="has no parameter --colour; it has --actor, --domain"):
        ask(question, dataset, {"actor": "TGO", "colour": "red"})
    with pytest.raises(ParameterError, match="--since: 'x' is not a date"):
        ask(question, dataset, {"actor": "TGO", "since": "x"})


HOSTILE = [
    '"',
    "'",
    "\\",
    "}",
    "} DROP ALL",
    '" } ; INSERT DATA { <a:a> <a:b> "',
    "<a:a>",
    "$actor",
    "\n",
    "#",
    "\u2028",
    "?x",
]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(TYPES)), st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40)))
def test_no_value_can_do_harm(dataset: Dataset, type_: str, text: str) -> None:
    size = len(dataset)
    try:
        term = parse_value(type_, text, dataset)
    except ParameterError:
        return
    dataset.query("SELECT DISTINCT ?x { ?x ?p $value }", {"value": term}, limit=1)
    assert len(dataset) == size


def test_an_iri_cannot_break_out(dataset: Dataset) -> None:
    for evil in ("https://w3id.org/amity/id/x> } DROP ALL { <", "https://w3id.org/amity/id/ x"):
        with pytest.raises(ParameterError, match="is not an IRI"):
            parse_value("actor", evil, dataset)


# Files

GOOD = """#+ title: {en: T, fr: T}
#+ description: {en: D, fr: D}
#+ parameters:
#+   actor: {type: actor, required: true, example: TGO, en: a, fr: a}
#+ returns:
#+   n: {as: integer, en: n, fr: n}
SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e amity:party $actor }
"""


def test_a_good_file() -> None:
    question = parse(GOOD, "good")
    assert (question.name, list(question.parameters), [c.name for c in question.columns]) == ("good", ["actor"], ["n"])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ title: {en: T, fr: T}\n", "", "the header: title is missing"),
        ("title: {en: T, fr: T}", "title: {en: T}", "title: fr is missing"),
        ("title: {en: T", "title: {en: [", "the header is not YAML"),
        ("#+ returns:", "#+ colour: red\n#+ returns:", "the header: colour is not known"),
        ("type: actor", "type: planet", "type 'planet' is not one of actor, class"),
        ("required: true", "required: 'yes'", "required must be true or false"),
        ("actor:", "lang:", "parameter 'lang': expected small letters"),
        ("$actor", "state:TGO", "the parameter actor is not used: write it"),
        ("$actor", "$actor, $partner", "partner is used and is no parameter"),
        ("DISTINCT ", "", "COUNT without DISTINCT counts a statement of two documents twice"),
        ("(COUNT(DISTINCT ?e) AS ?n)", "?n", "SELECT without DISTINCT"),
        ("AS ?n", "AS ?m", "the columns of `returns` are not those of SELECT: m, n"),
        ("as: integer", "as: picture", "as 'picture' is not one of text"),
        ("{ ?e amity", "{ SERVICE <a:b> {} ?e amity", "SERVICE is refused"),
        ("$actor }", "$actor ", "not SPARQL"),
        ("SELECT (COUNT(DISTINCT ?e) AS ?n)", "ASK", "expected a SELECT"),
        ("#+ returns:", "#+ transform: magic\n#+ returns:", "transform 'magic' is not one of diversity"),
    ],
)
def test_a_wrong_file_is_told_what_is_wrong(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(QuestionError, match=message):
        parse(GOOD.replace(old, new), "wrong")


def test_a_wrong_file_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_text("SELECT", encoding="utf-8")
    (tmp_path / "binary.rq").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "mine.rq").write_text(GOOD, encoding="utf-8")
    catalogue = queries.load(tmp_path, tmp_path / "nowhere")
    assert "mine" in catalogue.questions and "partners" in catalogue.questions
    assert [Path(error.split(":")[0]).name for error in catalogue.errors] == ["bad.rq", "binary.rq", "nowhere"]


@pytest.mark.parametrize("name", sorted(path.stem for path in resources.queries().glob("*.rq")))
def test_every_count_is_of_distinct_things(name: str) -> None:
    text = (resources.queries() / f"{name}.rq").read_text(encoding="utf-8")
    assert list(queries.uncounted(text)) == []


def test_csv_is_safe_to_open() -> None:
    question = parse(GOOD.replace("as: integer", "as: text"), "x")
    found = queries.Answer(question.columns, (("=1+1",), ('a "b", c',), (None,)))
    assert found.to_csv() == 'n\n\'=1+1\n"a ""b"", c"\n""\n'


def test_the_effective_number_of_partners() -> None:
    from pyoxigraph import Literal

    def effective(*counts: int) -> Any:
        listed = [(Literal("2024"), Literal(f"p{n}"), Literal(count)) for n, count in enumerate(counts)]
        return diversity(("year", "partner", "events"), listed)[0][1]

    assert effective(5) == 1.0
    assert effective(2, 2, 2, 2) == 4.0
    assert 1 < effective(9, 1) < 2
