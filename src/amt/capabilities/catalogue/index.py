"""The index of all services: tantivy finds candidates by groups of letters, words decide the order.

Built once per process for the procedures of the registry and built anew when these change. Names
and synonyms of every language are searched whatever language the page is in, since people type the
word they know.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tantivy

from amt.capabilities.catalogue.words import likeness, telling_words, words_of
from amt.contract import registry
from amt.contract.procedure import Procedure
from amt.contract.texts import Texts

CANDIDATES = 40
ENOUGH = 0.62
"""A hit must explain this much of what was asked; measured on the phrases of the tests."""
NEARLY_AS_GOOD = 0.85
"""A hit must be this good beside the best one: more would hide what was meant."""
KNOWN = 0.8
"""From here on a word counts as known to a service."""
_WEIGHTS = {"title": 1.0, "synonym": 1.0, "text": 0.8}
_HEAP_BYTES = 15_000_000
_BODY_KEYS = ("summary", "service.who", "service.needed", "service.fee")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something by which a service may be found."""

    kind: str
    language: str
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A service found: how well, by which phrase, and the known words behind the typed ones."""

    procedure_key: str
    score: float
    phrase: Phrase
    understood: tuple[str, ...]


class Index:
    """All services by their words."""

    def __init__(self, procedures: Mapping[str, Procedure]) -> None:
        """Read every procedure's names, synonyms and texts."""
        self._phrases = {key: tuple(_phrases(p)) for key, p in procedures.items()}
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw")
        builder.add_text_field("body", tokenizer_name="letters")
        self._index = tantivy.Index(builder.build())
        letters = tantivy.TextAnalyzerBuilder(
            tantivy.Tokenizer.ngram(3, 3, prefix_only=False)
        ).build()
        self._index.register_tokenizer("letters", letters)
        writer = self._index.writer(_HEAP_BYTES, 1)
        for key, phrases in self._phrases.items():
            body = " ".join(word for phrase in phrases for word in phrase.words)
            writer.add_document(tantivy.Document(key=[key], body=[body]))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def find(self, query: str) -> list[Match]:
        """Return the services that answer a query, the best first."""
        asked = telling_words(query)
        weights = {word: self._weight(word) for word in asked}
        found = [self._match(key, weights) for key in self._candidates(asked)]
        good = [match for match in found if match is not None and match.score >= ENOUGH]
        enough = max((match.score for match in good), default=0.0) * NEARLY_AS_GOOD
        near = [match for match in good if match.score >= enough]
        return sorted(near, key=lambda match: (-match.score, match.procedure_key))

    def _weight(self, word: str) -> float:
        """Weigh a word by how few services know it: `beantragen` fits all and tells nothing."""
        knowing = sum(
            any(_best_word(word, phrase.words)[0] >= KNOWN for phrase in phrases)
            for phrases in self._phrases.values()
        )
        return 1 / max(1, knowing)

    def _candidates(self, asked: list[str]) -> list[str]:
        letters = {word[i : i + 3] for word in asked for i in range(len(word) - 2)}
        if not letters:
            return []
        schema = self._index.schema
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, "body", three))
                for three in sorted(letters)
            ]
        )
        searcher = self._index.searcher()
        hits = searcher.search(query, CANDIDATES).hits
        return [str(searcher.doc(address)["key"][0]) for _score, address in hits]

    def _match(self, key: str, weights: Mapping[str, float]) -> Match | None:
        """Weigh a service: the best phrase for each word, more for words in one phrase."""
        whole = sum(weights.values())
        best: dict[str, tuple[float, str]] = {}
        top: tuple[float, Phrase] | None = None
        for phrase in self._phrases[key]:
            total = 0.0
            for word, weight in weights.items():
                like, known = _best_word(word, phrase.words)
                like *= _WEIGHTS[phrase.kind]
                total += weight * like
                if like > best.get(word, (0.0, ""))[0]:
                    best[word] = (like, known)
            score = total / whole
            if top is None or score > top[0]:
                top = (score, phrase)
        if top is None:
            return None
        together = sum(weights[word] * like for word, (like, _known) in best.items()) / whole
        understood = tuple(best[word][1] for word in weights if word in best)
        return Match(key, 0.6 * together + 0.4 * top[0], top[1], understood)


def _best_word(asked: str, known: tuple[str, ...]) -> tuple[float, str]:
    return max(((likeness(asked, word), word) for word in known), default=(0.0, ""))


def _phrases(procedure: Procedure) -> Iterator[Phrase]:
    for language in procedure.texts.by_language:
        for key in ("title", "official_title"):
            yield from _phrase("title", language, procedure.texts, key)
        for synonym in procedure.synonyms.get(language, ()):
            yield Phrase("synonym", language, synonym, _words(synonym))
        for key in _BODY_KEYS:
            yield from _phrase("text", language, procedure.texts, key)


def _phrase(kind: str, language: str, texts: Texts, key: str) -> Iterator[Phrase]:
    held: Any = texts.by_language[language].get(key)
    for line in held if isinstance(held, list) else [held] if held else []:
        yield Phrase(kind, language, str(line), _words(str(line)))


def _words(text: str) -> tuple[str, ...]:
    single = words_of(text)
    # What somebody writes apart is found together, and the other way round.
    joined = [a + b for a, b in zip(single, single[1:], strict=False)]
    return tuple(dict.fromkeys([*single, *joined]))


_lock = threading.Lock()
_built: tuple[int, Index] | None = None


def index() -> Index:
    """Return the index of the procedures in use."""
    global _built  # noqa: PLW0603 - one index per process
    procedures = registry.procedures()
    if _built is None or _built[0] != id(procedures):
        with _lock:
            if _built is None or _built[0] != id(procedures):
                _built = (id(procedures), Index(procedures))
    return _built[1]
