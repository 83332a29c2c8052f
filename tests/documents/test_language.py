"""The language of a text that does not say it: short ones full of names too, and others refused by name."""

import pytest

from amity.documents import text_document
from amity.documents.language import identify

READ = {
    "en": [
        "Nigeria and Ghana signed an agreement on trade.",
        "Uganda will open an embassy in Abuja next year.",
        "The president of Kenya met his Tanzanian counterpart in Nairobi.",
        "Malta granted Nigeria a loan of 13 million dollars.",
        "Tinubu, Akufo-Addo hold talks in Accra",
        "Venezuela and Suriname share a border.",
        "Lagos hosted the ministers of Gambia, Sierra Leone and Liberia.",
        "Indonesia, Fiji renew defence pact",
        "Denmark reopened its embassy in Tunis.",
        "South Africa will host a summit on energy in Pretoria in June.",
        "Angola sent rice to Malawi.",
        "The envoy of Zambia flew to Kampala on Monday.",
    ],
    "fr": [
        "Le Togo et le Bénin ont signé un accord.",
        "Le président ghanéen se rend à Lomé lundi.",
        "La Roumanie ouvre une ambassade à Kigali.",
        "L'Italie a offert au Vietnam un patrouilleur.",
        "Visite de Macron à Tirana",
        "Le Niger dément toute rencontre avec Cotonou.",
        "Haïti et Cuba reprennent leurs relations.",
        "Madrid reçoit le roi du Maroc.",
        "Une mission du FMI séjourne à Antananarivo.",
        "Le Gabon, le Congo et l'Angola ont tenu un sommet à Libreville.",
        "Dakar et Banjul relancent leur commission mixte.",
        "Le Luxembourg prête 3 millions d'euros au Cap-Vert.",
    ],
}
REFUSED = [
    ("Spanish", "es", "El ministro de Relaciones Exteriores recibió el lunes a su homólogo peruano en Madrid."),
    ("Spanish", "es", "España y Chile firmaron un acuerdo."),
    ("German", "de", "Deutschland und Ghana unterzeichneten ein Abkommen."),
    ("German", "de", "Der Botschafter reist am Montag nach Togo."),
    ("Portuguese", "pt", "Angola e Portugal assinaram um acordo de cooperação."),
    ("Portuguese", "pt", "O ministro dos Negócios Estrangeiros recebeu ontem o embaixador do Brasil."),
    ("Arabic", "ar", "وقّع المغرب والسنغال اتفاقية للتعاون في مجال الطاقة."),
    ("Russian", "ru", "Министр иностранных дел России встретился в Москве с коллегой из Того."),
    ("Italian", "it", "Il ministro degli Esteri ha ricevuto a Roma il collega tunisino."),
    ("Hausa", "ha", "Shugaban Najeriya ya gana da takwaransa na Nijar a Abuja."),
    ("Swahili", "sw", "Rais wa Kenya alikutana na waziri wa mambo ya nje wa Tanzania mjini Nairobi."),
    ("Haitian Creole", "ht", "Prezidan ayisyen an te rankontre ak anbasadè Frans la nan Pòtoprens."),
    ("Nigerian Pidgin", "pcm", "Di president of Nigeria don meet im Ghana counterpart for Abuja on Monday."),
]


@pytest.mark.parametrize(("language", "text"), [(language, text) for language in READ for text in READ[language]])
def test_a_short_text_full_of_names_is_known(language: str, text: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize(("name", "code", "text"), REFUSED)
def test_a_text_in_another_language_is_refused_by_its_name(name: str, code: str, text: str) -> None:
    with pytest.raises(ValueError, match=f"written in {name}: language '{code}' is not read; expected one of en, fr"):
        text_document(text, "a")


@pytest.mark.parametrize("text", ["Paris", "OK", "???", "12 345"])
def test_what_is_too_short_to_tell_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="too short to tell its language; state it"):
        text_document(text, "a")


def test_a_stated_language_is_believed() -> None:
    assert text_document("Paris", "a", language="fr-TG").language == "fr"
    with pytest.raises(ValueError, match="written in Lingala: language 'ln' is not read"):
        text_document("Paris", "a", language="ln")
    with pytest.raises(ValueError, match=r"^language 'klingon' is not read"):
        text_document("Paris", "a", language="klingon")
