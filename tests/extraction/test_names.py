"""One person, many spellings; one family name, several persons."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amity import resources
from amity.extraction.lexicon import load
from amity.extraction.names import family_name, is_title, name_key, same_name, slug, spelling_key, table

# Office holders as the French and the English press write them.
SPELLINGS = """
Sergueï Lavrov = Sergey Lavrov
Vladimir Poutine = Vladimir Putin
Mikhaïl Gorbatchev = Mikhail Gorbachev
Nikita Khrouchtchev = Nikita Khrushchev
Léonid Brejnev = Leonid Brezhnev
Boris Eltsine = Boris Yeltsin
Mikhaïl Michoustine = Mikhail Mishustin
Sergueï Choïgou = Sergei Shoigu
Andreï Beloussov = Andrey Belousov
Ievgueni Primakov = Yevgeny Primakov
Alexandre Loukachenko = Alexander Lukashenko
Volodymyr Zelensky = Volodymyr Zelenskyy
Petro Porochenko = Petro Poroshenko
Viktor Iouchtchenko = Viktor Yushchenko
Viktor Ianoukovitch = Viktor Yanukovych
Ioulia Timochenko = Yulia Tymoshenko
Dmytro Kouleba = Dmytro Kuleba
Denys Chmyhal = Denys Shmyhal
Djeyhoun Baïramov = Jeyhun Bayramov
Ilham Aliev = Ilham Aliyev
Elmar Mamediarov = Elmar Mammadyarov
Nikol Pachinian = Nikol Pashinyan
Ararat Mirzoïan = Ararat Mirzoyan
Serge Sarkissian = Serzh Sargsyan
Edouard Chevardnadze = Edouard Shevardnadze
Mikheïl Saakachvili = Mikheil Saakashvili
Salomé Zourabichvili = Salome Zurabishvili
Noursoultan Nazarbaïev = Nursultan Nazarbayev
Kassym-Jomart Tokaïev = Kassym-Jomart Tokayev
Chavkat Mirzioïev = Shavkat Mirziyoyev
Emomali Rakhmon = Emomali Rahmon
Gourbangouly Berdymoukhamedov = Gurbanguly Berdimuhamedow
Sadyr Djaparov = Sadyr Japarov
Mohamed Bazoum = Mohammed Bazoum
Mohammed ben Salmane = Mohammed bin Salman
Mohammed ben Zayed Al Nahyane = Mohamed bin Zayed Al Nahyan
Tamim ben Hamad al-Thani = Tamim bin Hamad Al Thani
Abdel Fattah al-Sissi = Abdel Fattah el-Sisi
Abdelmadjid Tebboune = Abdulmadjid Tebboune
Abdoulaziz Bouteflika = Abdelaziz Bouteflika
Abderrahmane Youssoufi = Abdul Rahman Youssoufi
Abdallah II = Abdullah II
Mohammed VI = Mohamed VI
Bachar al-Assad = Bashar al-Assad
Ahmed al-Chareh = Ahmad al-Sharaa
Fayçal Mekdad = Faisal Mekdad
Mouammar Kadhafi = Muammar Gaddafi
Gamal Abdel Nasser = Gamal Abdul Nasser
Anouar el-Sadate = Anwar Sadat
Hosni Moubarak = Hosni Mubarak
Omar el-Béchir = Omar al-Bashir
Mohammed Chia al-Soudani = Mohammed Shia' al-Sudani
Abdel Latif Rachid = Abdul Latif Rashid
Benyamin Nétanyahou = Benjamin Netanyahu
Yitzhak Chamir = Yitzhak Shamir
Hassan Rohani = Hassan Rouhani
Ebrahim Raïssi = Ebrahim Raisi
Massoud Pezechkian = Masoud Pezeshkian
Hossein Amir Abdollahian = Hussein Amir-Abdollahian
Hamid Karzaï = Hamid Karzai
Chahbaz Charif = Shahbaz Sharif
Pervez Moucharraf = Pervez Musharraf
Recep Tayyip Erdoğan = Recep Tayyip Erdogan
Mevlüt Çavuşoğlu = Mevlut Cavusoglu
Yoweri Museveni = Yoweri Museveni
Félix Tchissekedi = Felix Tshisekedi
Hassan Cheikh Mohamoud = Hassan Sheikh Mohamud
Haïlé Sélassié = Haile Selassie
Isaias Afeworki = Isaias Afwerki
Umaro Cissoko Embaló = Umaro Sissoco Embalo
Xi Jinping = Xi Jin-ping
Kim Jong-un = Kim Jong Un
Chinzo Abe = Shinzo Abe
Abe Shinzo = Shinzo Abe
Orbán Viktor = Viktor Orban
Aleksandar Vučić = Alexandar Vucic
Donald Tusk = Donald Tusk
Beata Szydło = Beata Szydlo
Horst Köhler = Horst Koehler
Nikos Anastasiadis = Nicos Anastasiades
Faure Essozimna Gnassingbé = Faure Gnassingbe
Luiz Inácio Lula da Silva = Luis Inacio Lula da Silva
Joseph R. Biden = Joseph Biden
Subrahmanyam Jaishankar = S. Jaishankar
Bah N'Daw = Bah Ndaw
Lavrov = Sergueï Lavrov
Attaf = Ahmed Attaf
Erdogan = Recep Tayyip Erdogan
Jean-Yves Le Drian = Le Drian Jean-Yves
cheikh Tamim ben Hamad al-Thani = Tamim bin Hamad Al Thani
Sheikh Tamim bin Hamad = Tamim ben Hamad al-Thani
King Mohammed VI = roi Mohammed VI
Pope Francis = pape François
"""

DIFFERENT = """
Sadio Camara / Mory Camara
Sadio Camara / Mohamed Camara
Moussa Dadis Camara / Sadio Camara
Mamadou Diallo / Amadou Diallo
Cellou Dalein Diallo / Abdoulaye Diallo
Abdoulaye Diop / Abdoulaye Diallo
Kim Jong-il / Kim Jong-un
Kim Jong Un / Kim Yo Jong
Kim Il-sung / Kim Jong-il
Kim Jong Nam / Kim Jong Un
Park Chung-hee / Park Geun-hye
Fidel Castro / Raúl Castro
Xiomara Castro / Raúl Castro
George H. W. Bush / George W. Bush
Jeb Bush / George W. Bush
Omar Bongo Ondimba / Ali Bongo Ondimba
Ali Bongo / Omar Bongo
Gnassingbé Eyadéma / Faure Gnassingbé
Kpatcha Gnassingbé / Faure Gnassingbé
Hafez al-Assad / Bachar al-Assad
Laurent-Désiré Kabila / Joseph Kabila
Benazir Bhutto / Zulfikar Ali Bhutto
Bilawal Bhutto Zardari / Asif Ali Zardari
Pierre Elliott Trudeau / Justin Trudeau
Idriss Déby Itno / Mahamat Idriss Déby Itno
Mahamat Déby / Idriss Déby
Ibrahim Traoré / Karamoko Jean-Marie Traoré
Moussa Traoré / Dioncounda Traoré
Emmanuel Macron / Brigitte Macron
Nawaz Sharif / Shehbaz Sharif
Uhuru Kenyatta / Jomo Kenyatta
Hassan II / Mohammed VI
Mohammed V / Mohammed VI
Abdallah II / Abdallah Gül
Charles III / Charles Michel
Hamad ben Khalifa Al Thani / Hamad ben Issa Al Khalifa
Khalifa bin Salman Al Khalifa / Hamad bin Isa Al Khalifa
Mohammed bin Salman / Mohammed bin Zayed
Salman bin Abdulaziz Al Saud / Mohammed bin Salman bin Abdulaziz Al Saud
Mohamed Ould Abdel Aziz / Mohamed Abdelaziz
Sabah al-Ahmad al-Jaber al-Sabah / Nawaf al-Ahmad al-Jaber al-Sabah
Wang Yi / Wang Wenbin
Li Keqiang / Li Qiang
Hu Jintao / Hu Yaobang
Hun Sen / Hun Manet
Nguyen Phu Trong / Nguyen Xuan Phuc
Robert Dussey / Robert Fico
Robert Dussey / Robert
Vladimir Poutine / Vladimir Kolokoltsev
Mohammed Chia al-Soudani / Mohammed al-Halboussi
Jean-Yves Le Drian / Jean-Noël Barrot
Miguel Díaz-Canel / Miguel Ángel Moratinos
S. Jaishankar / K. Jaishankar
David Cameron / James Cameron
Ramtane Lamamra / Ahmed Attaf
Amina Mohamed / Mohamed Amina
"""


def pairs(lines: str, between: str) -> list[tuple[str, str]]:
    return [(one, other) for one, mark, other in (line.partition(between) for line in lines.split("\n")) if mark]


@pytest.mark.parametrize(("a", "b"), pairs(SPELLINGS, " = "))
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert same_name(a, b) and same_name(b, a)


@pytest.mark.parametrize(("a", "b"), pairs(DIFFERENT, " / ")[:-1])
def test_names_of_different_persons(a: str, b: str) -> None:
    assert not same_name(a, b) and not same_name(b, a)


def rows() -> list[list[str]]:
    lines = (resources.ontology() / "lexicon" / "names.tsv").read_text(encoding="utf-8").splitlines()
    return [(line + "\t\t\t").split("\t")[:4] for line in lines[1:]]


@pytest.mark.parametrize("row", [row for row in rows() if row[0] == "sound"], ids=lambda row: row[3])
def test_the_example_of_a_sound_is_one_name(row: list[str]) -> None:
    one, _, other = row[3].partition(" = ")
    assert one != other and same_name(one, other)


@pytest.mark.parametrize("row", [row for row in rows() if row[0] == "name"], ids=lambda row: row[1])
def test_the_spellings_of_a_row_are_one_name(row: list[str]) -> None:
    for spelling in row[2].split():
        assert same_name(f"{spelling.title()} Ferreira", f"{row[1].title()} Ferreira"), spelling
        assert same_name(f"Rita {spelling.title()}", row[1].title()), spelling


WORDS = st.sampled_from(
    sorted({word for line in (SPELLINGS + DIFFERENT).split("\n") for word in re.split(r"[ =/]+", line)})
)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


@given(NAMES | st.text(max_size=40), NAMES | st.text(max_size=40))
def test_being_one_name_is_symmetric(a: str, b: str) -> None:
    assert same_name(a, b) == same_name(b, a)


@given(NAMES | st.text(max_size=40))
def test_a_name_is_its_own_whatever_its_case(name: str) -> None:
    assert same_name(name, name) == bool(name_key(name))
    if name.isascii():
        assert name_key(name.upper()) == name_key(name) == name_key(name.lower())


LETTERS = st.text(alphabet="abilmnrv", min_size=1, max_size=8)


@given(
    LETTERS, st.sampled_from(["ou=u", "tch=ch", "sh=ch", "kh=k", "q=k", "dj=j", "ph=f", "y=i", "gh=g", "th=t"]), LETTERS
)
def test_a_sound_has_one_key_in_either_spelling(before: str, spelled: str, after: str) -> None:
    one, _, other = spelled.partition("=")
    assert spelling_key(f"{before}{one}a{after}") == spelling_key(f"{before}{other}a{after}")


@given(WORDS.filter(lambda w: len(w) > 3), WORDS, WORDS.filter(lambda w: len(w) > 3))
def test_a_middle_name_makes_nobody_else(first: str, middle: str, last: str) -> None:
    assume(not is_title(first))
    short, long = f"{first} {last}", f"{first} {middle} {last}"
    if len(name_key(short)) == 2 and len(name_key(long)) == 3 and all(len(key) > 1 for key in name_key(long)):
        assert same_name(short, long)


@given(st.text(max_size=40))
def test_a_slug_has_neither_capitals_nor_spaces(name: str) -> None:
    assert not re.search(r"[\sA-Z/#?]", slug(name))


def test_a_slug_is_plain() -> None:
    assert slug("Cheikh Tamim ben Hamad Al-Thani") == "cheikh-tamim-ben-hamad-al-thani"
    assert slug("Børge Brende") == "borge-brende"
    assert slug("Beata Szydło") == "beata-szydlo"
    assert slug("Bah N’Daw") == "bah-ndaw"
    assert slug("Лавров") == "лавров"


def test_names_in_other_scripts_are_told_apart() -> None:
    assert same_name("Сергей Лавров", "Сергей Лавров")
    assert not same_name("Сергей Лавров", "Михаил Мишустин")


def test_the_family_name_is_the_last_but_for_the_number_of_a_king() -> None:
    assert family_name(name_key("Sergueï Lavrov")) == spelling_key("Lavrov")
    assert family_name(name_key("Abdallah II")) == spelling_key("Abdallah")


# Two whose names do not tell them apart: what offices they hold does. The name of a pope may be another's family name.
NAMESAKES = {("amina-j-mohammed", "amina-mohamed"), ("david-j-francis", "pope-francis")}


def test_the_persons_of_the_reference_have_one_name_in_both_languages() -> None:
    french, english = load("fr").labels, load("en").labels
    assert {person for person in load("fr").tenures if not same_name(french[person], english[person])} == set()


def test_no_two_persons_of_the_reference_have_one_name() -> None:
    french, english = load("fr"), load("en")
    by_key: dict[str, list[str]] = {}
    for person in sorted(french.tenures):
        for key in {*name_key(french.labels[person]), *name_key(english.labels[person])}:
            by_key.setdefault(key, []).append(person)
    alike = {
        (one, other)
        for bearers in by_key.values()
        for one in bearers
        for other in bearers
        if one < other and same_name(french.labels[one], english.labels[other])
    }
    assert alike == NAMESAKES


def test_the_table_has_what_a_name_is_read_by() -> None:
    words = table().words
    assert {"bin", "ould"} <= words["patronymic"] and {"al", "van"} <= words["particle"]
    assert not words["particle"] & words["article"]
