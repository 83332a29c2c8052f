"""Dates that an earlier date of the text tells."""

import pytest

from amity.extraction.chronology import Chronology
from amity.extraction.dates import find_dates
from amity.extraction.lexicon import load


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Il est arrivé le 3 mai 2024. Le lendemain, il a vu le ministre.", "2024-05-04"),
        ("fr", "Il est arrivé le 3 mai 2024. Ce jour-là, il a vu le ministre.", "2024-05-03"),
        ("fr", "Il est arrivé le 1er mars 2024, et il avait été reçu à Lomé la veille.", "2024-02-29"),
        ("fr", "Il est arrivé le 3 mai 2024. Deux jours plus tard, il a vu le ministre.", "2024-05-05"),
        ("fr", "La rupture date de 2021. Cette année-là, trois ambassadeurs sont partis.", "2021"),
        ("en", "He arrived on 3 May 2024. The next day he met the minister.", "2024-05-04"),
        ("en", "The raid was on April 5, 2024; Quito broke off relations the same night.", "2024-04-05"),
        ("en", "The raid was on April 5, 2024. The staff left two days later.", "2024-04-07"),
        ("en", "The ties were cut in 2016. That year the embassy closed.", "2016"),
    ],
)
def test_a_date_is_told_by_the_one_before(language: str, text: str, expected: str) -> None:
    resolved = Chronology(load(language)).resolved(find_dates(text, language, "2024-06-10"), text)
    assert resolved[-1].edtf == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le lendemain, il a vu le ministre."),
        ("fr", "La rupture date de 2021. Le lendemain, il est parti."),
        ("en", "He arrived on 3 May 2024. " + "Nothing more was said of it. " * 30 + "The next day he left."),
    ],
)
def test_without_a_near_day_there_is_no_date(language: str, text: str) -> None:
    resolved = Chronology(load(language)).resolved(find_dates(text, language, "2024-06-10"), text)
    assert resolved[-1].edtf is None


def test_the_calendar_ends_somewhere() -> None:
    text = "Signed on 31 December 9999. The next day it was over."
    resolved = Chronology(load("en")).resolved(find_dates(text, "en", None), text)
    assert resolved[-1].edtf is None
