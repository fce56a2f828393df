"""One row an event: who did what to whom, when, where, did it happen, how sure, and in which sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actbank.corpora.rows import event_rows
from actbank.schema import Article, Entity, Event

_CODED = ("actor", "target")
COLUMNS = (
    *("article_id", "date", "event_id", "event_type", "action"),
    *("actor", "target", "time", "time_value", "place", "content"),
    *("polarity", "modality", "occurred"),
    *(f"{role}_{what}" for role in _CODED for what in ("name", "country", "sector")),
    *("score", "actor_score", "target_score", "time_score", "polarity_score", "modality_score"),
    *("sentence", "action_start", "action_end"),
)
Row = dict[str, Any]


def rows(article: Article) -> Iterator[Row]:
    """Yield a row an event with the values of `COLUMNS`; several fillers of one role are joined by ``; ``.

    Names, countries and sectors are those of the article's entities, where actors are coded. Scores have three digits;
    that of a role is the least of its fillers.
    """
    entities = {entity.id: entity for entity in article.entities}
    events = {event.id: event for event in article.events or ()}
    for row in event_rows(article, {}):
        event = events[row["event_id"]]
        yield {name: {**row, **_coded(event, entities), **_scores(event)}.get(name) for name in COLUMNS}


def _coded(event: Event, entities: dict[str, Entity]) -> Row:
    cells: Row = {}
    for role in _CODED:
        found = [entities[a.entity] for a in event.fillers(role) if a.entity in entities]
        for what in ("name", "country", "sector"):
            values = dict.fromkeys(getattr(entity, what) for entity in found)
            cells[f"{role}_{what}"] = "; ".join(value for value in values if value) or None
    return cells


def _scores(event: Event) -> Row:
    cells = {"score": event.score, "polarity_score": event.polarity_score, "modality_score": event.modality_score}
    for role in (*_CODED, "time"):
        known = [argument.score for argument in event.fillers(role) if argument.score is not None]
        cells[f"{role}_score"] = min(known, default=None)
    return {name: None if score is None else round(score, 3) for name, score in cells.items()}
