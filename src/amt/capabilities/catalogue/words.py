"""Words made comparable: umlauts folded, endings tolerated, typing errors measured."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ı": "i"}
)
_WORD = re.compile(r"[a-z0-9]+")
LONGEST_QUERY = 200
MOST_WORDS = 12

# Words that say nothing about what somebody is looking for.
STOP_WORDS = frozenset(
    [
        "stellen",
        "machen",
        "bekommen",
        "erhalten",
        "beantragen",
        "apply",
        "get",
        "ich",
        "wir",
        "sie",
        "du",
        "er",
        "es",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einer",
        "eines",
        "und",
        "oder",
        "zur",
        "zum",
        "zu",
        "fuer",
        "von",
        "vom",
        "mit",
        "bei",
        "im",
        "in",
        "am",
        "an",
        "auf",
        "aus",
        "ueber",
        "nach",
        "wie",
        "was",
        "wo",
        "wann",
        "wer",
        "kann",
        "muss",
        "moechte",
        "will",
        "brauche",
        "habe",
        "hab",
        "bin",
        "ist",
        "sind",
        "mein",
        "meine",
        "meinen",
        "meiner",
        "mir",
        "mich",
        "beim",
        "bitte",
        "auch",
        "nicht",
        "noch",
        "gibt",
        "hier",
        "da",
        "the",
        "a",
        "an",
        "and",
        "or",
        "for",
        "to",
        "of",
        "with",
        "by",
        "in",
        "on",
        "at",
        "from",
        "how",
        "what",
        "where",
        "when",
        "who",
        "can",
        "must",
        "want",
        "need",
        "have",
        "am",
        "is",
        "are",
        "my",
        "me",
        "i",
        "please",
        "not",
        "get",
        "do",
        "does",
    ]
)


def fold(text: str) -> str:
    """Return a text in small letters without umlauts and accents."""
    plain = text.casefold().translate(_UMLAUTS)
    split = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in split if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return _WORD.findall(fold(text))


def telling_words(query: str) -> list[str]:
    """Return the words of a query that say something; all of them when none does."""
    found = words_of(query[:LONGEST_QUERY])[:MOST_WORDS]
    return [word for word in found if word not in STOP_WORDS] or found


@lru_cache(maxsize=20_000)
def grams(word: str) -> frozenset[str]:
    """Return the groups of three letters in a word, its edges marked."""
    padded = f"  {word} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def likeness(asked: str, known: str) -> float:
    """Say how much a typed word is like a known one, from 0 to 1.

    A part of a compound counts (`miete` in `mietzuschuss` does not, `miet` does), but the last part
    alone says little of what was asked: who types `reisepass` does not mean any `pass`. A typing
    error costs little in a long word and much in a short one.
    """
    if asked == known:
        return 1.0
    shorter, longer = sorted((asked, known), key=len)
    if len(shorter) >= 4 and longer.startswith(shorter):
        return 0.9
    if len(shorter) >= 4 and longer.endswith(shorter):
        return 0.85 if shorter == asked else 0.55
    if len(shorter) >= 5 and shorter in longer:
        return 0.75
    if len(shorter) < 4:
        return 0.0
    distance = edit_distance(asked, known, most=2)
    if distance is not None and len(shorter) >= 4 * distance:
        return 0.9 - 0.1 * distance
    one, other = grams(asked), grams(known)
    return 0.9 * 2 * len(one & other) / (len(one) + len(other))


@lru_cache(maxsize=20_000)
def edit_distance(one: str, other: str, most: int) -> int | None:
    """Count the letters to change, add, drop or swap between two words; None above `most`."""
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        two_before, before, row = before, row, [i]
        for j, against in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
    return row[-1] if row[-1] <= most else None
