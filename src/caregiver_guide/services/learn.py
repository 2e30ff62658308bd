# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages to read: articles of the content, all sources, and what the app is made of."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from caregiver_guide.content.library import Library
from caregiver_guide.content.schema import LearnFile, LearnGroup, LearnPart, SourceEntry
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.plan_words import PlanWords

SOURCES = "sources"
LICENCES = "licences"
OWN = "OWN"

_LEAST_WORD = 2
_TELLING = 4
"""From how many letters on a word tells what somebody looks for."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where something is from; ``seen`` is how far it was checked: ``o``, ``o*`` or ``m``.

    ``is_own`` tells our own caution from what somebody else has written.
    """

    title: str
    where: str
    kind: str
    seen: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """One part of an article: a heading, sentences, and where they are from."""

    heading: str
    lines: tuple[str, ...]
    sources: tuple[SourceLine, ...] = ()
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """Something that the app is made of and comes with, and on what terms."""

    name: str
    licence: str
    notice: str


@dataclass(frozen=True, slots=True)
class Article:
    """One page to read. The two that are made here have sources or components and no parts.

    ``group`` is the heading in the list that it stands under.
    """

    id: str
    title: str
    summary: str
    group: str = ""
    parts: tuple[ArticlePart, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class LearnView:
    """All pages, in their order, and the version of the app and of its rules."""

    person_name: str
    articles: tuple[Article, ...]
    version: str
    rules: str

    def article(self, name: str) -> Article | None:
        """Return a page by its id, ``None`` for one that there is not."""
        return next((one for one in self.articles if one.id == name), None)


COMPONENTS = (
    Component(
        "Caregiver Guide",
        "GPL-3.0-or-later",
        "You may use, study, share and change it. It comes without any warranty.",
    ),
    Component(
        "Qt and PySide6",
        "LGPL-3.0, parts GPL-3.0",
        "Copyright The Qt Company Ltd. and other contributors.",
    ),
    Component(
        "Inter, a typeface",
        "SIL Open Font License 1.1",
        "Copyright 2016-2022 The Inter Project Authors. The licence lies beside the fonts.",
    ),
    Component(
        "DejaVu Sans, a typeface",
        "Bitstream Vera licence",
        "Copyright 2003 Bitstream, Inc., 2006 Tavmjong Bah. The licence lies beside the fonts.",
    ),
    Component(
        "SQLCipher",
        "BSD-style licence",
        "Copyright 2008-2025 ZETETIC LLC. All rights reserved. Redistribution and use are"
        " permitted with this notice. It is provided “as is”, without any warranty.",
    ),
    Component("SQLite", "public domain", "The log is a SQLite file."),
    Component(
        "Python, peewee, sqlcipher3, msgspec, appdirs, jsonschema, wakepy, jeepney",
        "PSF, MIT, zlib, BSD-3-Clause, MIT, MIT, MIT, MIT",
        "In this order.",
    ),
)
"""What the app comes with."""


def learn_view(library: Library, name: str, *, version: str, emergency: str = "") -> LearnView:
    """Return all pages with the person's name in them, those made here at the end."""
    words = PlanWords(library, name, emergency)
    files = sorted(library.files.learn.items(), key=lambda item: (item[1].place, item[0]))
    written = tuple(_article(key, file, words) for key, file in files)
    last = _group("app", words)
    sources = Article(SOURCES, "", "", last, sources=_all_sources(library))
    licences = Article(LICENCES, "", "", last, components=COMPONENTS)
    return LearnView(
        person_name=name,
        articles=(*written, sources, licences),
        version=version,
        rules=library.version,
    )


def find_articles(articles: Iterable[Article], wanted: str) -> tuple[Article, ...]:
    """Return the pages that have the words of ``wanted``, those with them in the title first.

    A word matches from its beginning, in any case and with or without accents; no words match all.
    Where no page has every word, those come that have the most of the long ones.
    """
    words = _plain(wanted).split()
    pages = tuple(articles)
    if not words:
        return pages
    found = [
        (0 if _has(_plain(f"{article.title} {article.summary}"), words) else 1, place, article)
        for place, article in enumerate(pages)
        if _has(_plain(_all_words(article)), words)
    ]
    if not [one for one in found if one[2].parts]:
        telling = [_stem(word) for word in words if len(word) >= _TELLING]
        counted = [(_count(article, telling), place) for place, article in enumerate(pages)]
        found = [
            (-(title * 10 + text), place, pages[place])
            for (title, text), place in counted
            if pages[place].parts and title + text
        ] or found
    return tuple(article for _, _, article in sorted(found, key=lambda item: item[:2]))


def _count(article: Article, words: list[str]) -> tuple[int, int]:
    """Return how many of the words a page has in its title, and how many anywhere."""
    title = f" {_plain(f'{article.title} {article.summary}')}"
    text = f" {_plain(_all_words(article))}"
    return (
        sum(f" {word}" in title for word in words),
        sum(f" {word}" in text for word in words),
    )


def _stem(word: str) -> str:
    """Return the beginning of a word, without the ending that changes: drinking, drinks, drink."""
    for ending in ("ing", "ists", "ist", "ies", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _TELLING:
            return word.removesuffix(ending)
    return word


def _article(key: str, file: LearnFile, words: PlanWords) -> Article:
    return Article(
        id=key,
        title=words.fill(file.title),
        summary=words.fill(file.summary),
        group=_group(file.group, words),
        parts=tuple(_part(part, file, words) for part in file.part),
    )


def _part(part: LearnPart, file: LearnFile, words: PlanWords) -> ArticlePart:
    known: Mapping[str, SourceEntry] = words.library.files.sources
    return ArticlePart(
        heading=words.fill(part.heading),
        lines=tuple(words.fill(line) for line in part.text),
        sources=tuple(
            _source(name, known[name]) for name in part.source or file.source if name in known
        ),
        seen=part.seen or file.seen or "",
    )


def _source(key: str, entry: SourceEntry) -> SourceLine:
    return SourceLine(entry.title, entry.where, entry.kind, entry.seen, key == OWN)


def _all_sources(library: Library) -> tuple[SourceLine, ...]:
    lines = (_source(key, entry) for key, entry in library.files.sources.items())
    return tuple(sorted(lines, key=lambda line: _plain(line.title)))


def _group(name: LearnGroup, words: PlanWords) -> str:
    return words.fill(words.library.files.phrases[f"learn.group.{name}"])


def _all_words(article: Article) -> str:
    parts = (f"{part.heading} {' '.join(part.lines)}" for part in article.parts)
    sources = (f"{line.title} {line.where}" for line in article.sources)
    made_of = (f"{one.name} {one.licence}" for one in article.components)
    return " ".join((article.title, article.summary, *parts, *sources, *made_of))


def _has(text: str, words: list[str]) -> bool:
    """Return whether each word begins a word of the text; one letter alone matches nothing."""
    spaced = f" {text}"
    return all(len(word) >= _LEAST_WORD and f" {word}" in spaced for word in words)


def _plain(text: str) -> str:
    """Return letters and digits in small, without accents, other signs as spaces."""
    parts = unicodedata.normalize("NFKD", text).casefold()
    kept = (
        sign if sign.isalnum() else "" if unicodedata.combining(sign) else " " for sign in parts
    )
    return " ".join("".join(kept).split())
