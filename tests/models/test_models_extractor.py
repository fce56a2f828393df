"""A one-pass model at work: any text, any batch, windows merged, the same in another process, memory bounded."""

from __future__ import annotations

import json
from itertools import islice, pairwise

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoTokenizer

import tiny
from actbank.encoding.labels import Labels
from actbank.encoding.layout import lay_out
from actbank.extract import EventExtractor
from actbank.models.one_pass.batching import WindowCollator
from actbank.models.one_pass.extractor import OnePassExtractor
from actbank.models.one_pass.family import FAMILY
from actbank.models.one_pass.network import OnePassModel
from actbank.schema import Article, Span
from actbank.segmentation import split_words
from strategies import texts

LABELS = Labels(
    ("STATE", "WITHDRAW"),
    ("actor", "target", "content@"),
    ((True, False, True), (True, True, False)),
    ("positive", "negative"),
    ("actual", "planned"),
)
ODD = ("", " ", "\n\n", "left", "👩\u200d👩\u200d👧 🇳🇴", "e\u0301", "\x00", "\ufeff", "x" * 5000, "أعلن المجلس", "....")


@pytest.fixture(scope="module")
def tokenizer(encoder_folder):
    return AutoTokenizer.from_pretrained(encoder_folder)


@pytest.fixture(scope="module")
def untrained():
    """An untrained model whose heads are spread out, so that it finds many events of all kinds."""
    torch.manual_seed(4)
    model = OnePassModel(tiny.network_config(LABELS))
    with torch.no_grad():
        model.trigger_head.weight.mul_(30)
        model.role_head.out.weight.mul_(300)
        model.polarity_head.weight.mul_(30)
        model.modality_head.weight.mul_(30)
    return model.eval()


@pytest.fixture(scope="module")
def extractor(untrained, tokenizer):
    return OnePassExtractor(untrained, tokenizer)


def found(extractor, *drawn):
    articles = [Article(f"a{at}", text) for at, text in enumerate(drawn)]
    return [shown(events) for events in extractor.predict(articles)]


def shown(events):
    """Return events with their ids and with scores of three digits."""
    return [
        (
            *(event.id, event.type, event.trigger, event.polarity, event.modality, round(event.score, 3)),
            [(a.role, a.span, a.event, round(a.score, 3)) for a in event.arguments],
        )
        for event in events
    ]


def sentences(count):
    """Return a text of so many sentences, no two alike in a row."""
    names = tiny.STATES
    return " ".join(f"{names[at % 5]} said {names[at * 3 % 5]} left the pact {at}." for at in range(count))


def test_the_untrained_model_finds_events_of_every_kind(extractor):
    events = list(next(extractor.predict([Article("a", sentences(30))])))
    arguments = [argument for event in events for argument in event.arguments]
    assert {event.type for event in events} == {"STATE", "WITHDRAW"}
    assert {argument.role for argument in arguments} == {"actor", "target", "content"}
    assert any(argument.event for argument in arguments)
    assert {event.polarity for event in events} == {"positive", "negative"}


@pytest.mark.parametrize("text", ODD, ids=[ascii(text[:8]) for text in ODD])
def test_odd_texts(extractor, text):
    (events,) = extractor.predict([Article("a", text)])
    article = Article("a", text, events=events)  # refuses places outside the text
    assert len(article.events) <= len(split_words(text))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(texts(), max_size=4))
def test_any_texts_give_events_on_their_words(extractor, drawn):
    articles = [Article(f"a{at}", text) for at, text in enumerate(drawn)]
    predicted = list(extractor.predict(articles))
    assert len(predicted) == len(articles)
    for article, events in zip(articles, predicted, strict=True):
        starts = {word.start for word in split_words(article.text)}
        ends = {word.end for word in split_words(article.text)}
        article.with_events(events)
        assert [event.id for event in events] == [f"e{number}" for number in range(1, len(events) + 1)]
        assert all(one.trigger.start < other.trigger.start for one, other in pairwise(events))
        spans = [span for e in events for span in (e.trigger, *(a.span for a in e.arguments)) if span]
        assert all(span.start in starts and span.end in ends for span in spans)
        allowed = {"STATE": {"actor", "content"}, "WITHDRAW": {"actor", "target"}}
        assert all(argument.role in allowed[event.type] for event in events for argument in event.arguments)
        assert all(0 < event.score <= 1 for event in events)


@pytest.mark.parametrize("batch_tokens", [1, 40, 150, 100_000])
def test_the_size_of_a_batch_changes_nothing(untrained, tokenizer, extractor, batch_tokens):
    drawn = [sentences(count) for count in (1, 9, 2, 0, 17)]
    other = OnePassExtractor(untrained, tokenizer, batch_tokens)
    assert found(other, *drawn) == found(extractor, *drawn)


def test_order_is_kept_across_groups_and_batches(extractor):
    drawn = [sentences(1 + at * 7 % 5) + f" {at} left." for at in range(70)]
    together = found(extractor, *drawn)
    assert together == [found(extractor, text)[0] for text in drawn]
    assert len({repr(events) for events in together}) > 60


def test_articles_are_read_as_they_are_needed(extractor):
    read = []

    def endless():
        while True:
            read.append(f"a{len(read)}")
            yield Article(read[-1], "Norland left.")

    got = list(islice(EventExtractor(extractor).extract(endless()), 3))
    assert [article.id for article in got] == ["a0", "a1", "a2"]
    assert len(read) <= 64


def test_extract_keeps_all_but_the_events(extractor):
    gold = Article("x", "Norland left.", "2024-01-29", "en", "wire", "A title", "s1", events=(), metadata={"k": "v"})
    (article,) = EventExtractor(extractor).extract([gold])
    assert article.with_events(()) == gold
    assert article.events == next(extractor.predict([gold]))
    called = EventExtractor(extractor)("Norland left.", date="2024-01-29", id="x")
    assert (called.id, called.date, called.events) == ("x", "2024-01-29", article.events)
    assert EventExtractor(extractor).ontology.name == "tiny"


class Keywords(torch.nn.Module):
    """Stands for a network: ``said`` is STATE, ``left`` WITHDRAW; the word before acts; STATE is about the next two."""

    def __init__(self, tokenizer):
        super().__init__()
        self.config = tiny.network_config(LABELS, max_tokens=24, context=5)
        self.device = torch.device("cpu")
        self.said, self.left = tokenizer.convert_tokens_to_ids(["said", "left"])
        self.widest = 0

    def read(self, input_ids, attention_mask, starts):
        self.widest = max(self.widest, input_ids.shape[1])
        ids = input_ids.gather(1, starts)
        logits = torch.full((*ids.shape, 5), -9.0)
        logits[..., 0] = 0.0
        logits[..., 1][ids == self.said] = 9.0
        logits[..., 3][ids == self.left] = 9.0
        return ids[..., None], logits

    def ask(self, words, window, spans, types):
        roles = torch.full((len(spans), words.shape[1], 3, 3), -9.0)
        roles[..., 0] = 0.0
        for row, (start, end) in enumerate(spans.tolist()):
            roles[row, max(0, start - 1) : start, 0, 1] = 9.0
            roles[row, end : end + 2, 2, 1] = 9.0
        return roles, torch.tensor([[9.0, 0.0]] * len(spans)), torch.tensor([[0.0, 9.0]] * len(spans))


@pytest.mark.parametrize("separator", [" ", "\n"])
def test_windows_are_merged_without_gap_or_double(tokenizer, separator):
    text = separator.join(f"Ostia said Norland left pact {at}." for at in range(40))
    model = Keywords(tokenizer)
    layout = lay_out(text, tokenizer, model.config.window_settings())
    (events,) = OnePassExtractor(model, tokenizer).predict([Article("a", text)])
    assert len(layout.windows) > 10
    assert model.widest <= 24
    expected = []
    for said in (word for word in layout.words if word.of(text) == "said"):
        after = said.end + 1  # Norland
        expected += [("STATE", said, [("actor", Span(said.start - 6, said.start - 1))])]
        expected += [("WITHDRAW", Span(after + 8, after + 12), [("actor", Span(after, after + 7))])]
    assert [(e.type, e.trigger, [(a.role, a.span) for a in e.arguments if a.span]) for e in events] == expected
    links = {event.id: [a.event for a in event.arguments if a.event] for event in events if event.type == "STATE"}
    assert links == {f"e{at}": [f"e{at + 1}"] for at in range(1, 80, 2)}
    assert {(event.polarity, event.modality) for event in events} == {("positive", "planned")}


# Runs in a process of its own: loads the model, says its logits on two windows, reads a long document.
FRESH = """
import json, resource, sys, time
from pathlib import Path
import torch
from actbank.extract import EventExtractor
from actbank.models import family_of
from actbank.schema import Article
from actbank.segmentation import split_words

folder, long = Path(sys.argv[1]), Path(sys.argv[2])
torch.set_num_threads(1)
extractor = family_of(folder).load(folder)
windows = [((5, 9, 7), (11,), (40,)), ((8,), (30, 31))]
with torch.inference_mode():
    words, tags = extractor.model.read(**extractor.collate.inputs(windows))
    asked = extractor.model.ask(words, torch.tensor([0, 1]), torch.tensor([[1, 3], [0, 1]]), torch.tensor([0, 1]))
torch.save([words, tags, *asked], folder.parent / "logits.pt")
text = long.read_text(encoding="utf-8")
began = time.process_time()
article = EventExtractor(extractor)(text)
seconds = time.process_time() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
found = len(article.events)
print(json.dumps({"words": len(split_words(text)), "seconds": seconds, "gigabytes": peak, "events": found}))
"""


@pytest.fixture(scope="module")
def fresh(untrained, tokenizer, tmp_path_factory):
    """A saved model with the priors of rare events, and what another process says of it."""
    folder = tmp_path_factory.mktemp("saved") / "model"
    torch.manual_seed(4)
    model = OnePassModel(tiny.network_config(LABELS, max_tokens=128, context=16)).eval()
    model.set_priors([0.96, 0.01, 0.01, 0.01, 0.01], [[0.98, 0.01, 0.01]] * 3)
    with torch.no_grad():
        model.trigger_head.weight.mul_(12)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    long = folder.parent / "long.txt"
    long.write_text("\n".join(sentences(50) for _ in range(500)), encoding="utf-8")
    ran = tiny.run_python("-W", "error", "-c", FRESH, str(folder), str(long))
    assert ran.returncode == 0, ran.stderr
    return folder, model, json.loads(ran.stdout)


def test_a_saved_model_says_the_same_in_another_process(fresh, tokenizer):
    folder, model, _ = fresh
    windows = [((5, 9, 7), (11,), (40,)), ((8,), (30, 31))]
    with torch.inference_mode():
        words, tags = model.read(**WindowCollator(tokenizer).inputs(windows))
        asked = model.ask(words, torch.tensor([0, 1]), torch.tensor([[1, 3], [0, 1]]), torch.tensor([0, 1]))
    loaded = torch.load(folder.parent / "logits.pt", weights_only=True)
    assert len(loaded) == 5
    assert all(torch.equal(one, other) for one, other in zip([words, tags, *asked], loaded, strict=True))


def test_weights_are_kept_as_safetensors_alone(fresh):
    folder, _, _ = fresh
    assert {file.name for file in folder.iterdir()} == {
        *("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")
    }


def test_a_book_is_read_in_bounded_memory_and_time(fresh):
    _, _, said = fresh
    assert said["words"] >= 200_000
    assert said["events"] > 100
    assert said["gigabytes"] < 2.5
    assert said["seconds"] < 30


def test_a_loaded_model_finds_the_same_events(fresh, tokenizer):
    folder, model, _ = fresh
    text = sentences(60)
    one, other = (found(made, text) for made in (OnePassExtractor(model, tokenizer), FAMILY.load(folder)))
    assert one == other
    assert one[0]
