"""A tiny encoder and a tiny corpus: everything a training needs, made in a moment and the same every time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from actbank.corpora.corpus import Corpus
from actbank.encoding.labels import Labels
from actbank.ontology import FILLERS, EventType, Ontology, Role
from actbank.schema import Article, Span
from actbank.specs import CorpusSpec, EncoderSpec, ModelSpec, TrainingSpec

ROOT = Path(__file__).resolve().parents[1]
WIDTH, POSITIONS = 32, 128
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_WORDS = (
    *("the", "pact", "on", "it", "said", "would", "join", "left", "denied", "having", "accused", "joined", "has", "of"),
    *(
        "norland",
        "southland",
        "westmark",
        "ostia",
        "kelvia",
        "monday",
        "tuesday",
        "friday",
        "river",
        "grain",
        "customs",
    ),
    *("will", "leave", "not", "lying", "a", "day", "later", "council", "premier", "in", "to", "and"),
)
_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,;:!?'\"()-"

STATES = ("Norland", "Southland", "Westmark", "Ostia", "Kelvia")
PACTS = ("the river pact", "the grain pact", "the customs pact")
DAYS = ("on Monday", "on Tuesday", "on Friday")
# Written for these tests: a sentence, and its events with {a} and {b} as states, {p} as a pact, {d} as a day.
_SENTENCES = (
    (
        "{a} left {p} {d}.",
        ('WITHDRAW "left"~"{a} left {p}" positive actual actor="{a}" target="{p}" time="{d}"',),
    ),
    (
        "{a} said it will join {p}.",
        (
            'STATE "said"~"{a} said it" positive actual actor="{a}" content=@',
            'JOIN "join"~"will join {p}" positive planned actor="it" target="{p}"',
        ),
    ),
    (
        "{b} accused {a} of lying {d}.",
        ('ACCUSE "accused"~"{b} accused {a}" positive actual actor="{b}" target="{a}" time="{d}"',),
    ),
    (
        "{b} denied having left {p}.",
        (
            'DENY "denied"~"{b} denied having" positive actual actor="{b}" content=@',
            'WITHDRAW "left"~"having left {p}" positive unasserted actor="{b}" target="{p}"',
        ),
    ),
)


def evt(number: int) -> str:
    """Return the ``number``-th article in the authoring format: two sentences about two states."""
    first, second = number % 4, (number + 1 + number // 4 % 3) % 4
    a, b = STATES[number % 5], STATES[(number + 1 + number // 5 % 4) % 5]
    lines, sentences = [], []
    for place, (at, pact) in enumerate(((first, number), (second, number + 1))):
        words = {"a": a, "b": b, "p": PACTS[pact % 3], "d": DAYS[(number + place) % 3]}
        sentence, events = _SENTENCES[at]
        sentences.append(sentence.format(**words))
        for event in events:
            name = f"e{len(lines) + 1}"
            lines.append(f"{name} {event.format(**words).replace('=@', f'=e{len(lines) + 2}')}")
    header = f"id: a{number}\ndate: 2024-01-{number + 1:02}\nlang: en\ntitle: Article {number}\nstory: s{number}\n"
    return f"{header}--- text\n{' '.join(sentences)}\n--- events\n" + "".join(f"{line}\n" for line in lines)


def write_corpus(folder: Path, articles: int = 16) -> Path:
    """Write articles to a folder and return it; by the hash of their stories, every split gets some."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(articles):
        (folder / f"a{number}.evt").write_text(evt(number), encoding="utf-8")
    return folder


def corpus_spec(folder: Path) -> CorpusSpec:
    """Return the spec of a folder of articles."""
    return CorpusSpec(name="tiny", path=str(folder))


def write_encoder(folder: Path, seed: int = 0) -> Path:
    """Write a BERT of two layers with random weights and a WordPiece tokenizer, and return the folder."""
    import torch
    from transformers import BertModel

    config = encoder_config(len(write_tokenizer(folder)))
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        BertModel(config).save_pretrained(folder)
    return folder


def encoder_config(vocabulary: int):
    """Return the encoder's configuration for a vocabulary of this size."""
    from transformers import BertConfig

    return BertConfig(
        vocab_size=vocabulary,
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=2 * WIDTH,
        max_position_embeddings=POSITIONS,
        pad_token_id=0,
    )


def network_config(labels: Labels, max_tokens: int = 32, context: int = 4, **changes):
    """Return the configuration of a small one-pass network."""
    from actbank.models.one_pass.configuration import OnePassConfig

    roles = {name.removesuffix("@"): Role(name.removesuffix("@"), "", FILLERS) for name in labels.channels}
    types = {name: EventType(name, roles=tuple(roles)) for name in labels.types}
    return OnePassConfig(
        encoder=encoder_config(vocabulary=256).to_dict(),
        labels=labels.to_dict(),
        ontology=Ontology("tiny", "1", types, roles).to_dict(),
        windows={"max_tokens": max_tokens, "context": context},
        **{"role_size": 16, "distances": 16, "dropout": 0.0, **changes},
    )


def write_tokenizer(folder: Path):
    """Write the tokenizer to a folder and return it: lower case, whole words and single letters."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    pieces = [*_SPECIAL, *_CHARACTERS, *(f"##{letter}" for letter in _CHARACTERS), *_WORDS]
    vocabulary = {piece: at for at, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), _SPECIAL, strict=True))
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=POSITIONS, **names)
    fast.save_pretrained(folder)
    return fast


def model_spec(**changes) -> ModelSpec:
    """Return a small model."""
    return ModelSpec(**{"role_size": 16, "distances": 16, "dropout": 0.0, "max_tokens": 96, "context": 16, **changes})


def encoder_spec(folder: Path) -> EncoderSpec:
    """Return the spec of an encoder folder."""
    return EncoderSpec("tiny", str(folder), 5e-3, freeze_word_embeddings=False)


def training_spec(**changes) -> TrainingSpec:
    """Return a short training in fp32."""
    values = {"epochs": 3, "head_rate": 1e-2, "batch_tokens": 60, "patience": 0, "precision": "fp32"}
    return TrainingSpec(**{**values, **changes})


def run_python(*arguments: str, timeout: float = 120, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run this Python with one thread, without network, and return what it printed."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT / "tests")}
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        env={**environment, **changes},
    )


def as_one_article(articles: list[Article]) -> Article:
    """Return all texts, one a line, as one article with all events."""
    text, events = "", []
    for article in articles:
        for event in article.events or ():
            fillers = [(_moved(a.span, len(text)), _named(a.event, article)) for a in event.arguments]
            arguments = [replace(a, span=s, event=e) for a, (s, e) in zip(event.arguments, fillers, strict=True)]
            trigger = _moved(event.trigger, len(text))
            events.append(replace(event, id=_named(event.id, article), trigger=trigger, arguments=tuple(arguments)))
        text += article.text + "\n"
    return Article("all", text, events=tuple(events))


def _moved(span: Span | None, by: int) -> Span | None:
    return span and Span(span.start + by, span.end + by)


def _named(event: str | None, article: Article) -> str | None:
    return event and f"{article.id}-{event}"


def with_training(corpus: Corpus, articles: list[Article]) -> Corpus:
    """Return the corpus with other training articles."""
    return replace(corpus, splits={**corpus.splits, "train": articles})
