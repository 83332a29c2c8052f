"""Mappings: those that ship can all be used, and one that is wrong is told what is wrong, by file and entry."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import yaml

from amity.datasets import MappingError, load, names, of_dataset
from amity.datasets.dates import FORMS, read
from amity.datasets.drafting import check
from amity.datasets.mapping import known_domains
from amity.datasets.tables import MAPPINGS, lines, table

Write = Callable[[str, Iterable[str] | bytes], Path]

GOOD = """dataset: ties
title: Ties
layout: {delimiter: tab, columns: [who, whom, day, flag]}
kind: {class: Meeting}
domains: [politics]
parties: [{column: who}, {column: whom, scheme: alpha3}]
date: {column: day}
key: ties-{who}-{party}
agreement: {id: "ties-{who}", title: "{who}", since: {column: day, form: year}}
"""


def test_the_datasets_are_those_of_the_documentation() -> None:
    assert set(names()) == {
        "archigos",
        "atop",
        "cow-alliances",
        "desta",
        "embassies",
        "gdelt",
        "icews",
        "un-treaties",
        "wikidata",
    }
    assert {name: len(paths) for name, paths in names().items() if len(paths) > 1} == {"icews": 2, "wikidata": 3}


@pytest.mark.parametrize("name", names())
def test_every_mapping_that_ships_can_be_used(name: str) -> None:
    for mapping in of_dataset(name):
        assert mapping.about.id == name
        assert mapping.about.citation
        check(mapping)


def test_every_table_says_what_the_vocabulary_has() -> None:
    for code, cells in table("cameo").items():
        assert ("outside" in cells) != ("class" in cells), code
        assert set(cells.get("domains", "").split()) <= known_domains(), code
    for chapter, cells in table("treaty-chapters").items():
        assert set(cells["domains"].split()) <= known_domains(), chapter
    for name, cells in table("names").items():
        assert ("actor" in cells) != ("outside" in cells), name
    assert {line["acts"] for line in lines("icews-roles")} == {"yes", "no"}


def test_every_code_of_cooperation_is_decided() -> None:
    cameo = table("cameo")
    meant = {code: cells["class"] for code, cells in cameo.items() if "class" in cells and code.isdigit()}
    assert {code for code in meant if code.startswith("03")} and all(
        cameo[code]["status"] == "planned" and meant[code] == "StatementOfIntent" for code in meant if code[:2] == "03"
    )
    assert (meant["040"], meant["042"], meant["043"], meant["057"], meant["073"]) == (
        "Meeting",
        "Visit",
        "Visit",
        "AgreementSigning",
        "Aid",
    )
    # A visit is the same from either side.
    assert (cameo["042"]["source"], cameo["042"]["target"]) == (cameo["043"]["target"], cameo["043"]["source"])
    assert not [code for code in meant if code[:2] in ("01", "02") or code[:2] >= "09"]


def test_a_good_mapping(write: Write) -> None:
    mapping = load(write("ties.yaml", GOOD.splitlines()))
    assert mapping.layout.delimiter == "\t"
    assert [party.scheme for party in mapping.parties] == ["name", "alpha3"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Ties", "", "title: expected a text"),
        ("dataset: ties", "dataset: [a]", "dataset: expected a text"),
        ("title: Ties", "title: Ties\nlicense: CC BY", "license: expected an address that begins with https://"),
        ("kind:", "kinds:", "the file: 'kinds' is not one of"),
        ("class: Meeting", "class: Party", "kind: 'Party' is not a kind of event"),
        ("class: Meeting", "class: Meeting, status: over", "kind: status 'over' is not one of"),
        ("class: Meeting", "class: Meeting, step: dance", "kind: step 'dance' is not one of"),
        (
            "kind: {class: Meeting}",
            "kind: {table: nothing, by: who}",
            "kind: no table 'nothing'; expected one of cameo",
        ),
        ("domains: [politics]", "domains: [happiness]", "domains: expected names of the scheme of domains"),
        ("domains: [politics]", "domains: {nothing: politics}", "domains: 'nothing' is not one of the columns"),
        ("scheme: alpha3", "scheme: alpha9", "parties: scheme 'alpha9' is not one of alpha3"),
        ("scheme: alpha3", "role: friend", "parties: role 'friend' is not one of party"),
        ("{column: who}", "{column: they}", "parties: 'they' is not one of the columns who, whom, day, flag"),
        ("{column: who}", "{scheme: name}", "parties: expected column, columns or actor"),
        ("date: {column: day}", "date: {column: day, form: moon}", "date: form 'moon' is not one of iso"),
        ("key: ties-{who}", "key: ties-{nobody}", "key: {nobody} is not one of the columns"),
        ("key: ties-{who}-{party}", "", "agreement: an agreement with a name needs a key"),
        ("delimiter: tab", "delimiter: ab", "layout: delimiter: expected one character"),
        ("columns: [who, whom, day, flag]", "columns: who", "layout: expected columns, a list"),
        ("parties:", "parties: [] #", "the file: kind and parties, or tenure, are needed"),
    ],
)
def test_a_wrong_mapping_is_told_what_is_wrong(write: Write, old: str, new: str, said: str) -> None:
    assert old in GOOD
    path = write("ties.yaml", GOOD.replace(old, new).splitlines())
    with pytest.raises(MappingError) as error:
        load(path)
    assert str(error.value).startswith(f"{path}: {said}")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: [", "line 1: not YAML"),
        (b"- a\n- b\n", "the file: expected `key: value` lines"),
        (b"\xff\xfe", "cannot be read"),
        (b"", "the file: expected `key: value` lines"),
        (b"dataset: !!python/object:os.system x\n", "line 1: not YAML"),
    ],
)
def test_what_is_no_mapping(write: Write, content: bytes, said: str) -> None:
    with pytest.raises(MappingError, match=said):
        load(write("ties.yaml", content))


@pytest.mark.parametrize("key", yaml.safe_load(GOOD))
@pytest.mark.parametrize("value", [5, "x", [], {}, [5], [None], {"a": 1}, {"column": []}, [{"column": {}}], None, True])
def test_whatever_stands_in_an_entry_the_file_is_named(write: Write, key: str, value: object) -> None:
    path = write("ties.yaml", [json.dumps(yaml.safe_load(GOOD) | {key: value})])
    try:
        load(path)
    except MappingError as error:
        assert str(error).startswith(str(path))


def test_a_dataset_nobody_knows_is_told_what_there_is() -> None:
    with pytest.raises(MappingError, match="no dataset 'acled'; expected one of archigos, atop"):
        of_dataset("acled")


@pytest.mark.parametrize(
    ("form", "text", "date"),
    [
        ("iso", "2014-03-06", "2014-03-06"),
        ("iso", "2014-03", "2014-03"),
        ("iso", "2014-03-06T10:00:00Z", "2014-03-06"),
        ("iso", "2014-13", None),
        ("iso", "6 March", None),
        ("compact", "20140306", "2014-03-06"),
        ("compact", "20140230", None),
        ("written", "24 Oct 1945", "1945-10-24"),
        ("written", "19 July 2006", "2006-07-19"),
        ("written", "5 Sept 2000", "2000-09-05"),
        ("written", "31 Feb 1945", None),
        ("year", "1990", "1990"),
        ("year", "1990.0", "1990"),
        ("year", "0", None),
        ("day-first", "06/03/2014", "2014-03-06"),
        ("month-first", "06/03/2014", "2014-06-03"),
        ("month-first", "13/03/2014", None),
        ("wikidata", "1927-01-01T00:00:00Z", "1927"),
        ("wikidata", "1975-06-03T00:00:00Z", "1975-06-03"),
        ("wikidata", "t123", None),
    ],
)
def test_dates_as_tables_write_them(form: str, text: str, date: str | None) -> None:
    assert read(text, form) == date


def test_every_form_of_dates_and_every_table_says_what_it_is() -> None:
    assert all((function.__doc__ or "").startswith("`") for function in FORMS.values())
    for path in (MAPPINGS / "tables").glob("*.tsv"):
        assert path.read_text(encoding="utf-8").startswith("# "), path.name
