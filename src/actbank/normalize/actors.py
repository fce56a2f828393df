"""Actors as entities: who a mention names, of which country and sector, offline, by rules and tables of our own.

The tables are the YAML files of ``data/actors``; a user's own file extends or overrides them (`load_actors`). The
rules are told in `actbank.normalize.actor_countries`, `actbank.normalize.actor_sectors`,
`actbank.normalize.actor_context` and `actbank.normalize.coreference`.
"""

from __future__ import annotations

from collections.abc import Sequence

from actbank.normalize.actor_coding import CodedActor, code_mention
from actbank.normalize.actor_table import ActorTable, load_actors
from actbank.normalize.actor_years import year_of
from actbank.normalize.article_actors import ArticleActors
from actbank.schema import Article

ROLES = ("actor", "target", "addressee", "victims")


def code_actor(words: str, date: str | None = None, actors: ActorTable | None = None) -> CodedActor:
    """Return who a mention names: name, country (ISO 3166 alpha-3) and sector, each ``None`` where it stays open.

    >>> code_actor("Russian President Boris Yeltsin", "1995-03-02")
    CodedActor(name='Boris Yeltsin', country='RUS', sector='GOV', kind='person')

    Args:
        words: The mention, "the Russian ambassador".
        date: Publication date of the article; decides who was in office. Without it everybody is in the first of their
            offices.
        actors: The table, with a user's own rows; ActBank's own by default (`load_actors`).
    """
    return code_mention(words, actors or load_actors(), year_of(date))


def code_actors(
    article: Article, *, roles: Sequence[str] = ROLES, actors: ActorTable | None = None, base: bool = False
) -> Article:
    """Return an article whose actors are entities: arguments in ``roles`` without one get one where the rules tell.

    Entities that are there stay as they are, and mentions may join them. A mention gets no entity when it is a pronoun
    that stays open, or when neither country nor sector is known and it has no name of its own. Who was in office is
    decided by the time of the event where it has one, else by the date of the article.

    Args:
        article: An article with events.
        roles: The roles whose fillers are actors.
        actors: The table, with a user's own rows; ActBank's own by default (`load_actors`).
        base: Fold the finer sectors (police, refugees) into the twelve of the news corpus.
    """
    return ArticleActors(article, roles, actors or load_actors()).coded(base) if article.events else article
