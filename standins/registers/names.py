"""Invented names for the registers, with letters of DIN 91379 that forms often spoil.

Family names of the largest group are put together from two parts; nobody real is meant.
"""

from __future__ import annotations

from dataclasses import dataclass

_STEMS = (
    "Ahl", "Barg", "Bey", "Brink", "Cord", "Deich", "Dröge", "Eck", "Fähr", "Flint", "Geest",
    "Grön", "Harr", "Heid", "Hoyer", "Ihl", "Jan", "Kröp", "Kuhl", "Lamp", "Lüh", "Marsch",
    "Moor", "Nord", "Oster", "Pohl", "Quell", "Reet", "Rüst", "Sand", "Schlüt", "Siel", "Stuben",
    "Süder", "Tied", "Uhl", "Wacht", "Warf", "Wend", "Wurt", "Zeven",
)  # fmt: skip
_ENDINGS = (
    "beck", "busch", "dorf", "hoff", "horst", "husen", "kamp", "ken", "mann", "meyer", "sen",
    "stedt", "wisch", "wohlt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stock:
    """Names of people of one origin, with their share of the population in thousandths."""

    share: int
    nationality: str
    birth_place: str
    family: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]


STOCKS = (
    Stock(
        700, "deutsch", "",
        tuple(stem + ending for stem in _STEMS for ending in _ENDINGS),
        (
            "Anna", "Antje", "Birte", "Claudia", "Dörte", "Edda", "Elke", "Emma", "Frauke", "Gesa",
            "Greta", "Hanna", "Heike", "Ida", "Imke", "Inge", "Jette", "Karin", "Käthe", "Lena",
            "Lieselotte", "Maike", "Marie", "Meret", "Mia", "Neele", "Renate", "Rieke", "Silke",
            "Sophie", "Svea", "Tomma", "Ursula", "Wiebke", "Zoë",
        ),
        (
            "Arne", "Ben", "Bernd", "Björn", "Carsten", "Dirk", "Eike", "Emil", "Enno", "Fiete",
            "Fokko", "Günther", "Hauke", "Heinz", "Henning", "Ingo", "Jannes", "Jörg", "Jürgen",
            "Karl-Heinz", "Keno", "Lars", "Leon", "Luís", "Malte", "Mattes", "Niklas", "Ole",
            "Paul", "Rainer", "Sönke", "Theo", "Thore", "Uwe", "Volker",
        ),
    ),
    Stock(
        85, "türkisch", "İzmir, Türkei",
        (
            "Akıncı", "Aydınlı", "Bağcı", "Çınarlı", "Demirağ", "Erdoğlu", "Gökçen", "Işıklar",
            "Kılıçer", "Özgüven", "Şahbaz", "Taşkın", "Ünlüer", "Yağmurlu", "Yıldırır",
        ),
        ("Ayşe", "Çağla", "Elif", "Gülşen", "İrem", "Nurgül", "Özlem", "Şeyma", "Zeynep"),
        ("Barış", "Çetin", "Doğan", "Emre", "İbrahim", "Kağan", "Mert", "Oğuz", "Şükrü", "Ümit"),
    ),
    Stock(
        60, "polnisch", "Łódź, Polen",
        (
            "Brzozka", "Dąbek", "Gołębski", "Jabłonek", "Kłosiński", "Łąkowski", "Małyszek",
            "Nowacki", "Olszanka", "Pięknik", "Śliwczyk", "Wróblik", "Źrebicki", "Żukowiak",
        ),
        ("Agnieszka", "Bożena", "Dorota", "Halina", "Joanna", "Małgorzata", "Wiesława", "Zośka"),
        ("Andrzej", "Bogusław", "Grzegorz", "Krzysztof", "Łukasz", "Michał", "Paweł", "Stanisław"),
    ),
    Stock(
        55, "syrisch", "Aleppo, Syrien",
        ("Al-Ḥamwī", "Al-Qāsim", "Darwīš", "Ḫalīl", "Maḥmūd", "Naǧǧār", "Ṣabbāġ", "Ṭawīl"),
        ("ʿĀʾiša", "Fāṭima", "Hanān", "Laylā", "Nūr", "Rīm", "Sārā"),
        ("Aḥmad", "Bāsil", "Ḫālid", "Karīm", "Maḥmūd", "ʿUmar", "Yūsuf"),
    ),
    Stock(
        45, "ukrainisch", "Charkiw, Ukraine",
        ("Bondarko", "Hryhorenko", "Kowaltschenko", "Melnyčuk", "Šapoval", "Tkatsch", "Žuravel'"),
        ("Darja", "Halyna", "Iryna", "Ljudmyla", "Oksana", "Olena", "Tetjana"),
        ("Andrij", "Bohdan", "Dmytro", "Ihor", "Mykola", "Oleksij", "Taras"),
    ),
    Stock(
        15, "vietnamesisch", "Huế, Vietnam",
        ("Bùi", "Đặng", "Hoàng", "Lê", "Ngô", "Nguyễn", "Phạm", "Trần", "Võ"),
        ("Hạnh", "Hương", "Lan", "Mai", "Ngọc", "Thảo", "Tuyết"),
        ("Anh", "Đức", "Hùng", "Long", "Quân", "Sơn", "Việt"),
    ),
    Stock(
        40, "und so fort", "Riga, Lettland",
        (
            "Åkerholm", "Ørskov", "Þórsson", "Ķauliņš", "Ģērmane", "Žemaitis", "Čapek", "Řehák",
            "Đurasić", "Škrobonja", "Ţăranu", "Ștefanoiu", "Ő-Kovács", "Ñuflo", "Gonçalvim",
            "D’Acunto", "O’Braoin", "M̂bengue", "Ŋdiaye", "Çelaj", "Xhelilaj", "Māori-Tūhoe",
        ),
        ("Ágnes", "Ana Sofía", "Björk", "Dženana", "Éva", "Ilze", "Ķērsta", "Ștefania", "Žofia"),
        ("Ándor", "Çlirim", "Đorđe", "Hákon", "Jiří", "José María", "Łazar", "Ömür", "Þór"),
    ),
)  # fmt: skip

_OTHER_NATIONALITIES = ("dänisch", "lettisch", "kroatisch", "rumänisch", "portugiesisch")


def nationality_of(stock: Stock, number: int) -> str:
    """Return the nationality of somebody of this origin who has not become German."""
    if stock.nationality == "und so fort":
        return _OTHER_NATIONALITIES[number % len(_OTHER_NATIONALITIES)]
    return stock.nationality
