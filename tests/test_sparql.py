"""SPARQL as tokens: a value takes the place of one variable, and nothing else of the query changes."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from amity import sparql, vocabulary


def test_terms_take_the_place_of_parameters_only() -> None:
    togo = ox.NamedNode(vocabulary.actor_iri("State", "TGO"))
    evil = ox.Literal('x" } DROP ALL #')
    query = 'SELECT ?x { # $a\n ?x ?p $a, \'$a\', """$a""", <$a> FILTER(BOUND($b) || BOUND( $c ) && $b = 1) }'
    bound = sparql.bind(query, {"a": evil, "b": None, "c": togo})
    assert bound == (
        'SELECT ?x { # $a\n ?x ?p "x\\" } DROP ALL #", \'$a\', """$a""", <$a> FILTER(false || true && $b = 1) }'
    )
    assert sparql.variables(query) == {"a", "b", "c"}


@given(st.text())
def test_tokens_are_the_query(query: str) -> None:
    assert "".join(token.text for token in sparql.tokens(query)) == query


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_value_stays_one_term(text: str) -> None:
    store = ox.Store()
    value = ox.Literal(text)
    (row,) = list(store.query(sparql.bind("SELECT ?x { BIND($v AS ?x) }", {"v": value})))  # type: ignore[arg-type]
    assert row["x"] == value  # type: ignore[index]
