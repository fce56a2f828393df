"""The actors of one article: its mentions coded in reading order, chained, and made entities."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from actbank.normalize.actor_coding import CodedActor, code_mention
from actbank.normalize.actor_context import context_of, fuller_name
from actbank.normalize.actor_entries import HEAD, Entry
from actbank.normalize.actor_phrases import Phrase, read_phrase
from actbank.normalize.actor_table import ActorTable
from actbank.normalize.actor_words import DETERMINERS, LOWER, PARTICLES, Words, key_of, read_words, word_set
from actbank.normalize.actor_years import year_of
from actbank.normalize.coreference import Actor, Chains, Mention
from actbank.schema import Article, Entity, Event, Span
from actbank.segmentation import split_sentences

# Of these sectors somebody of whom no country is said belongs to the article's home country.
AT_HOME = word_set("GOV MIL COP SPY LEG JUD OPP REB CRM UAF ELI CVL REF EDU AGR HLH LAB")


class ArticleActors:
    """The actors of an article: one pass over its mentions, from the first to the last."""

    def __init__(self, article: Article, roles: Sequence[str], table: ActorTable) -> None:
        """Read the article's context; its entities are the first actors.

        Args:
            article: An article with events.
            roles: The roles whose fillers are actors.
            table: The table of actors.
        """
        self._article, self._roles, self._table = article, frozenset(roles), table
        self._year = year_of(article.date)
        self._context = context_of(article, table, self._year)
        self._sentences = [sentence.start for sentence in split_sentences(article.text)]
        self._chains = Chains(table.base)
        self._known: dict[str, Actor] = {}
        self._found: dict[Span, Actor] = {}
        for entity in article.entities:
            kind = code_mention(entity.name, table, self._year).kind
            actor = Actor(entity.id, CodedActor(entity.name, entity.country, entity.sector, kind), proper=True)
            self._known[entity.id] = actor
            self._chains.add(actor, key_of(read_words(entity.name).plain))
        self._lineless = {id for id in _ids_in(article) if id not in self._known}

    def coded(self, base: bool) -> Article:
        """Return the article with entities for its actors; ``base`` folds the finer sectors."""
        for span, year, entity in self._mentions():
            mention = self._mention(span, year)
            given = self._given(entity, mention) if entity else None
            actor = given or self._chains.find(mention) or self._new(mention)
            if actor:
                self._chains.note(actor, mention)
                self._found[span] = actor
        lines = {entity.id: entity for entity in self._article.entities}
        for actor in self._found.values():
            lines.setdefault(actor.id, _entity(actor, self._table if base else None))
        for name in sorted(self._lineless) if lines else ():
            lines.setdefault(name, Entity(name, name))
        events = tuple(self._filled(event) for event in self._article.events or ())
        return replace(self._article, entities=tuple(lines.values()), events=events)

    def _given(self, entity: str, mention: Mention) -> Actor:
        """Return the actor of an entity that an argument has; one without a line takes the coding of its mention."""
        if entity not in self._known:
            coded = self._at_home(mention)
            self._known[entity] = Actor(entity, coded, proper=True)
            self._chains.add(self._known[entity], key_of(read_words(coded.name or "").plain))
        return self._known[entity]

    def _mentions(self) -> list[tuple[Span, int | None, str | None]]:
        """Return the fillers in reading order, each once, with the year of an event and the entity that they have."""
        spans: dict[Span, tuple[int | None, str | None]] = {}
        for event in self._article.events or ():
            year = next((year_of(argument.value) for argument in event.fillers("time")), None) or self._year
            for argument in event.arguments:
                if argument.span and argument.role in self._roles and not argument.event:
                    known = spans.get(argument.span, (year, None))
                    spans[argument.span] = (known[0], known[1] or argument.entity)
        return [(span, *spans[span]) for span in sorted(spans)]

    def _mention(self, span: Span, year: int | None) -> Mention:
        text = span.of(self._article.text)
        words = read_words(text)
        coded = self._code(text, year)
        if coded.kind != "pronoun" and _may_be_short(words, coded):
            fuller = self._context.acronyms.get(text) or fuller_name(self._context, text, span.end, self._table)
            better = self._code(fuller, year) if fuller else coded
            coded = better if better.sector or not coded.sector else coded
        phrase = read_phrase(words, self._table, year, self._context.countries)
        sentence = bisect_right(self._sentences, span.start)
        return Mention(text, words, coded, sentence, tuple(_nouns(phrase)), _is_elsewhere(phrase))

    def _code(self, text: str, year: int | None) -> CodedActor:
        return code_mention(text, self._table, year, self._context.countries)

    def _new(self, mention: Mention) -> Actor | None:
        """Return a new actor, or the state that a mention without a country stands for at home, or ``None``."""
        coded = self._at_home(mention)
        key = key_of(read_words(coded.name or "").plain)
        for known in self._chains.actors:
            if coded.kind == "state" and key in known.keys:
                return known
        name = coded.kind == "person" or _is_name(mention.words)
        if coded.kind == "pronoun" or not (name or coded.sector or (coded.country and coded.kind != "other")):
            return None
        proper = coded.kind == "state" or any(form != LOWER for form in mention.words.shapes[1:]) or name
        actor = Actor(self._id(key), coded, proper=proper)
        self._chains.add(actor, key)
        return actor

    def _at_home(self, mention: Mention) -> CodedActor:
        """Return the coding with the article's home country where nothing speaks against it."""
        coded = mention.coded
        owner = self._chains.owner(mention)
        if owner and mention.nouns and not coded.sector and not coded.country:
            return replace(coded, country=owner.coded.country, sector=owner.coded.sector)
        if coded.country or coded.sector not in AT_HOME:
            return coded
        home = owner.coded.country if owner else None
        home = home or (None if mention.elsewhere else self._context.home)
        if home is None:
            return coded
        if mention.nouns and mention.nouns[-1] in self._table.signs.state:
            return CodedActor(self._table.countries.get(home, home), home, coded.sector, "state")
        return replace(coded, country=home)

    def _id(self, key: str) -> str:
        """Return an id that no entity has, made of the words of a name."""
        slug = "-".join(key.split()[:6]) or "actor"
        taken = {actor.id for actor in self._chains.actors} | self._lineless
        number = 2
        unique = slug
        while unique in taken:
            unique, number = f"{slug}-{number}", number + 1
        return unique

    def _filled(self, event: Event) -> Event:
        arguments = tuple(
            replace(argument, entity=self._found[argument.span].id)
            if argument.span in self._found and argument.role in self._roles and argument.entity is None
            else argument
            for argument in event.arguments
        )
        return replace(event, arguments=arguments)


def _ids_in(article: Article) -> Iterator[str]:
    """Yield the ids of the entities that arguments have."""
    for event in article.events or ():
        yield from (argument.entity for argument in event.arguments if argument.entity)


def _entity(actor: Actor, table: ActorTable | None) -> Entity:
    coded = actor.coded
    sector = table.base(coded.sector) if table else coded.sector
    return Entity(actor.id, coded.name or actor.id, coded.country, sector)


def _may_be_short(words: Words, coded: CodedActor) -> bool:
    """Return whether words may be the short form of a name: an acronym, a last name, a name without a title."""
    return _is_name(words) and (coded.sector is None or (coded.kind == "person" and len(words.plain) <= 2))


def _is_name(words: Words) -> bool:
    """Return whether all words are capitalised, particles and determiners left out."""
    pairs = zip(words.shapes, words.plain, strict=True)
    inside = [form for form, plain in pairs if plain not in PARTICLES and plain not in DETERMINERS]
    return bool(inside) and LOWER not in inside


def _nouns(phrase: Phrase) -> Iterator[str]:
    """Yield the nouns of the first segment that tell what is named, and the last word of a name in it."""
    for hit in phrase.hits_in(0):
        if hit.entry.kind == "word":
            yield " ".join(phrase.words.plain[hit.start : hit.end])
        elif hit.entry.kind == "body":
            yield phrase.words.plain[hit.end - 1]


def _is_elsewhere(phrase: Phrase) -> bool:
    """Return whether the home country cannot be meant: several states, a body of none, an unknown name."""
    if any(hit.entry.kind == "body" and hit.entry.country is None for hit in phrase.hits):
        return True
    deciding = [hit for hit in phrase.hits_in(0) if hit.entry.kind == "word"]
    if deciding and _are_states(deciding[-1].entry):
        return True
    covered = {at for hit in phrase.hits for at in range(hit.start, hit.end)}
    start = deciding[-1].start if deciding else len(phrase.words.plain)
    unknown = (at for at, form in enumerate(phrase.words.shapes) if form != LOWER and at and at not in covered)
    return any(at < start or at >= phrase.end_of(0) for at in unknown if phrase.words.plain[at] not in DETERMINERS)


def _are_states(entry: Entry) -> bool:
    """Return whether a word names several states or what each state has one of ("governments", "ambassadors")."""
    if not entry.plural:
        return False
    if entry.sector == "GOV":
        return entry.strength == HEAD or not entry.human
    return entry.sector == "MIL" and not entry.human
