"""The corpus as queries see it: papers and their index, frozen from one load to the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache, partial

import numpy as np

from bot.corpus.paper import Paper
from bot.search.analysis import bounded, words
from bot.search.authors import AuthorDirectory
from bot.search.date_filter import NOWHERE, listing_index
from bot.search.document_table import DocumentTable, build_table
from bot.search.filtering import passing
from bot.search.forward_index import Documents
from bot.search.glossary import CONCEPT, Glossary
from bot.search.hits import Filters, Found, Hit, Hits, Results, Sort
from bot.search.index import Index
from bot.search.likeness import nearest
from bot.search.mining import mine, mined_concepts, mined_phrases
from bot.search.names import Person
from bot.search.organizations import OrganizationDirectory
from bot.search.query import Query, QueryWord
from bot.search.query_reader import read_query
from bot.search.ranking import Part, Ranker
from bot.search.sentences import Sentence, sentences_of
from bot.search.titles import TitleDirectory
from bot.search.vocabulary import LONGEST_WORD, Vocabulary

__all__ = ["Corpus"]

_SENTENCES_KEPT = 1_000
_WORDS_KEPT = 20_000
# One question looks up the same words several times.
_QUERIES_KEPT = 32


class Corpus:
    """Answer every look-up on one frozen set of papers; safe to use from several threads."""

    def __init__(self, papers: Iterable[Paper], generation: int = 0, glossary: Glossary | None = None) -> None:
        glossary = glossary or Glossary()
        by_id = {paper.arxiv_id: paper for paper in papers}
        self._take(build_table(by_id.values(), glossary), generation, glossary)

    @classmethod
    def of(cls, table: DocumentTable, generation: int, glossary: Glossary) -> Corpus:
        """Return the corpus of a document table that was built with `glossary`."""
        corpus = cls.__new__(cls)
        corpus._take(table, generation, glossary)
        return corpus

    def _take(self, table: DocumentTable, generation: int, glossary: Glossary) -> None:
        self.table = table
        self.papers = table.papers
        self.generation = generation
        self.glossary = glossary
        self.days = tuple(date.fromordinal(day) for day in np.unique(table.days)[::-1].tolist())
        self.authors = AuthorDirectory(table.names, table.people)
        self.organizations = OrganizationDirectory(table.organizations, glossary.organizations)
        self.titles = TitleDirectory(table.ids, table.titles, table.aliases, table.terms)
        self.mined = mine(table.glosses, Index(table.terms, table.weights), glossary)
        # The terms in use: the glossary's, and those the summaries gloss that it lacks.
        self._terms = glossary.extended(mined_concepts(self.mined))
        self.index = Index(table.terms, table.weights, mined_phrases(self.mined))
        self._ranker = Ranker(self.index, table.sentences)
        # Caching a bound method would keep a replaced corpus alive until the next full garbage collection.
        self._sentences = lru_cache(maxsize=_SENTENCES_KEPT)(partial(sentences_of, self._terms))
        self._vocabulary = Vocabulary(self.index, self.authors, self._terms)
        self._title_tokens = lru_cache(_WORDS_KEPT)(self._terms.token_set)
        read = partial(read_query, glossary=self._terms, index=self.index, organizations=self.organizations)
        self._read = lru_cache(_QUERIES_KEPT)(read)

    def prepare(self) -> None:
        """Build what the first question would otherwise wait for."""
        for part in (self.index, self.glossary.sayings, self.glossary.synonyms):
            part.prepare()

    def prepare_names(self) -> None:
        """Build what the first look-up of a name by sound would otherwise wait for: seconds for tens of thousands of
        names."""
        for names in (self.authors, self.titles, self.organizations):
            names.prepare()

    def paper(self, arxiv_id: str) -> Paper | None:
        """Return the paper with this id, or None."""
        number = self.titles.number(arxiv_id)
        return None if number is None else self.papers[number]

    def sentences(self, paper: Paper) -> tuple[Sentence, ...]:
        """Return the sentences of a paper's summary in order."""
        return self._sentences(paper)

    def numbers(self, arxiv_ids: Iterable[str]) -> list[int]:
        """Return the numbers of those papers that are in the corpus."""
        return [number for arxiv_id in arxiv_ids if (number := self.titles.number(arxiv_id)) is not None]

    def newest_day(self, not_after: date) -> date | None:
        """Return the newest listed day that is not after `not_after`, or None."""
        return next((day for day in self.days if day <= not_after), None)

    def top(self, since: date, until: date, min_votes: int | None = None) -> Hits:
        """Return the papers listed from `since` to `until`, most votes first, unknown votes last."""
        found = listing_index(self.table, since, until, min_votes)
        return self._unranked(np.flatnonzero(found != NOWHERE), found).by("votes")

    def search(
        self,
        query: str,
        filters: Filters | None = None,
        sort: Sort = "relevance",
        limit: int | None = None,
        without: str = "",
    ) -> Found:
        """Rank the papers that share a distinctive word with `query` and pass `filters`.

        Papers whose title has every word of `without`, in either language, are excluded.
        """
        read = self.read(query)
        ranking = self._ranker.rank(read)
        found = passing(filters or Filters(), self.table, self.authors)[ranking.numbers]
        passed = found != NOWHERE
        if without:
            passed &= ~np.isin(ranking.numbers, self._titled(self.read(without), ranking.numbers[passed]))
        numbers, scores = ranking.numbers[passed], ranking.scores[passed]
        near = self._ranker.nearness(read, numbers, scores)
        hits = Hits(self.table, numbers, found[passed], scores, ranking.coverage[passed], near, sort)
        return Found(hits if limit is None else hits.first(limit), read, len(hits))

    def narrowed(self, filters: Filters, sort: Sort = "votes") -> Hits:
        """Return every paper that passes `filters`, in the order of `sort`."""
        found = passing(filters, self.table, self.authors)
        return self._unranked(np.flatnonzero(found != NOWHERE), found).by(sort)

    def read(self, query: str, *, as_written: bool = False) -> Query:
        """Return `query` as search reads it; with `as_written` colloquial phrases are not expanded."""
        return self._read(query, as_written=as_written)

    def weight(self, word: QueryWord) -> float:
        """Return the weight of `word`: the inverse document frequency of its rarest reading."""
        return self._ranker.weight(word)

    def explain(self, query: Query, paper: Paper) -> tuple[Part, ...]:
        """Return what each word of `query` contributes to the score of `paper`."""
        return self._ranker.explain(query, self._number(paper))

    def bridges(self, query: Query, paper: Paper) -> tuple[tuple[str, str], ...]:
        """Return the words of `query` that `paper` contains only as another term, each with that term."""
        found: dict[str, str] = {}
        for part in self.explain(query, paper):
            if part.meant is not None and part.contribution:
                found[part.word] = part.meant
            elif part.through and not part.literal:
                found[part.word] = self._terms.other_language(part.through[0], part.word)
        return tuple(found.items())

    def analyse(self, text: str) -> list[str]:
        """Return the tokens of `text` and of the concepts in it."""
        return self._terms.tokens(text)

    def similar(self, paper: Paper, query: str = "", limit: int = 10) -> Results:
        """Rank the other papers by how much they share with `paper`'s most distinctive terms, and with `query`.

        The paper itself need not be in the corpus.
        """
        tokens = self.analyse(f"{paper.title}\n{paper.summary}")
        read = self.read(query)
        ranking = self._ranker.rank(read) if read.words else None
        found = nearest(self.index, tokens, self.titles.number(paper.arxiv_id), ranking)[:limit]
        papers = ((self.papers[number], score) for number, score in found)
        return Results(tuple(Hit(other, other.newest, score) for other, score in papers), read)

    def by_authors(self, numbers: Iterable[int], filters: Filters | None = None) -> Hits:
        """Return the papers of these numbers that pass `filters`, newest first."""
        found = passing(filters or Filters(), self.table, self.authors)
        chosen = np.array(sorted(set(numbers)), np.int64)
        return self._unranked(chosen[found[chosen] != NOWHERE], found)

    def is_by(self, paper: Paper, person: Person) -> bool:
        """Tell whether `person` is among the authors of `paper`."""
        return self._number(paper) in person.papers

    def knows(self, word: str) -> bool:
        """Tell whether any paper contains `word` or its glossary term."""
        return self._vocabulary.holding(word) > 0

    def uses(self, word: str) -> bool:
        """Tell whether papers use `word` other than as an author's name, or the glossary has it."""
        return word in self._vocabulary or any(token.startswith(CONCEPT) for token in self.analyse(word[:LONGEST_WORD]))

    def holding(self, word: str) -> int:
        """Return how many papers contain `word` or its glossary term."""
        return self._vocabulary.holding(word)

    def is_torn(self, word: str) -> bool:
        """Tell whether only parts of a Korean word are known: no paper contains it and it is not in the glossary."""
        return "가" <= word[:1] <= "힣" and self._vocabulary.has_only_parts_of(word) and not self.glossary.is_term(word)

    def phrases_in(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of multi-word terms in `text`, as offsets into its normalised form."""
        found = list(words(bounded(text)))
        return [
            (found[match.first].start, found[match.end - 1].start + len(found[match.end - 1].surface))
            for match in self._terms.find(found)
            if match.end - match.first > 1
        ]

    def named(self, text: str) -> Paper | None:
        """Return the paper that `text` is, by id, link or title, or None."""
        number = self.titles.named(bounded(text))
        return None if number is None else self.papers[number]

    def named_in(self, text: str) -> list[Paper]:
        """Return the papers whose id or system name occurs in `text`, in order of appearance."""
        return [self.papers[number] for number in self.titles.named_in(bounded(text))]

    def complete_titles(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Return ids and titles of papers whose title words start with the typed ones, newest first."""
        return [(self.table.ids[n], self.table.titles[n]) for n in self.titles.complete(bounded(typed), limit)]

    def complete_authors(self, typed: str, limit: int = 25) -> list[str]:
        """Return names that start with the typed words, most prolific authors first."""
        return self.authors.complete(typed, limit)

    def listed(self, since: date | None = None, until: date | None = None) -> Documents:
        """Return the numbers of the papers listed from `since` to `until`, ascending."""
        return np.flatnonzero(listing_index(self.table, since, until) != NOWHERE)

    def _number(self, paper: Paper) -> int:
        number = self.titles.number(paper.arxiv_id)
        if number is None:
            raise KeyError(paper.arxiv_id)
        return number

    def _unranked(self, numbers: Documents, found: Documents) -> Hits:
        """Return papers without a query to rank them: newest first."""
        nothing, whole = np.zeros(len(numbers)), np.ones(len(numbers))
        return Hits(self.table, numbers, found[numbers], nothing, whole, nothing)

    def _titled(self, query: Query, among: Documents) -> list[int]:
        """Return those of some papers whose title has every word of `query`."""
        wanted = frozenset(word.stands_for for word in query.words)
        likely = set[int](among.tolist()) if wanted else set[int]()
        for stands_for in wanted:
            likely &= {number for token in stands_for for number in self.index.postings(token).tolist()}
        titles = ((number, self._title_tokens(self.table.titles[number])) for number in likely)
        return [number for number, having in titles if all(one & having for one in wanted)]
