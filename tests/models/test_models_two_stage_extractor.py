"""Two stages at work: what goes to which stage, how windows are merged; stand-ins for the networks."""

from __future__ import annotations

import pytest
import torch
from transformers import AutoTokenizer

import tiny
from actbank.encoding.labels import Labels
from actbank.encoding.layout import lay_out
from actbank.models.trigger_then_arguments.configuration import StageConfig, trigger_labels
from actbank.models.trigger_then_arguments.extractor import TriggerFinder, TwoStageExtractor
from actbank.models.trigger_then_arguments.network import ArgumentModel, TriggerModel
from actbank.schema import Article, Span

LABELS = Labels(
    ("STATE", "WITHDRAW"),
    ("actor", "target", "content@"),
    ((True, False, True), (True, True, False)),
    ("positive", "negative"),
    ("actual", "planned"),
)


@pytest.fixture(scope="module")
def tokenizer(encoder_folder):
    return AutoTokenizer.from_pretrained(encoder_folder)


class Finding(torch.nn.Module):
    """Stands for the first stage: ``said`` is STATE, ``left`` WITHDRAW."""

    def __init__(self, tokenizer, config):
        super().__init__()
        self.config, self.device = config, torch.device("cpu")
        self.said, self.left = tokenizer.convert_tokens_to_ids(["said", "left"])

    def read(self, input_ids, attention_mask, starts):
        ids = input_ids.gather(1, starts)
        logits = torch.full((*ids.shape, 5), -9.0)
        logits[..., 0] = 0.0
        logits[..., 1][ids == self.said] = 9.0
        logits[..., 3][ids == self.left] = 9.0
        return ids[..., None], logits


class Answering(torch.nn.Module):
    """Stands for the second: the word before the trigger acts, STATE is about the next two; keeps what it is asked."""

    def __init__(self, config):
        super().__init__()
        self.config, self.device = config, torch.device("cpu")
        self.asked, self.batches = [], []

    def answer(self, input_ids, attention_mask, starts, parts, spans, types):
        self.batches.append(tuple(input_ids.shape))
        self.asked += [row[marked == 1].tolist() for row, marked in zip(input_ids, parts, strict=True)]
        roles = torch.full((len(spans), starts.shape[1], 3, 3), -9.0)
        roles[..., 0] = 0.0
        for row, (start, end) in enumerate(spans.tolist()):
            roles[row, max(0, start - 1) : start, 0, 1] = 9.0
            roles[row, end : end + 2, 2, 1] = 9.0
        return roles, torch.tensor([[9.0, 0.0]] * len(spans)), torch.tensor([[0.0, 9.0]] * len(spans))


def stage_config(labels, **windows):
    values = tiny.network_config(labels, **windows).to_dict()
    return StageConfig(**{name: value for name, value in values.items() if name not in ("model_type", "architectures")})


def stand_ins(tokenizer, batch_tokens=4096):
    windows = {"max_tokens": 24, "context": 5}
    finder = TriggerFinder(Finding(tokenizer, stage_config(trigger_labels(LABELS), **windows)), tokenizer)
    return TwoStageExtractor(finder, Answering(stage_config(LABELS, **windows)), tokenizer, batch_tokens)


@pytest.mark.parametrize("separator", [" ", "\n"])
def test_windows_are_merged_without_gap_or_double(tokenizer, separator):
    text = separator.join(f"Ostia said Norland left pact {at}." for at in range(40))
    extractor = stand_ins(tokenizer)
    layout = lay_out(text, tokenizer, extractor.settings)
    (events,) = extractor.predict([Article("a", text)])
    assert len(layout.windows) > 10
    expected = []
    for said in (word for word in layout.words if word.of(text) == "said"):
        after = said.end + 1  # Norland
        expected += [("STATE", said, [("actor", Span(said.start - 6, said.start - 1))])]
        expected += [("WITHDRAW", Span(after + 8, after + 12), [("actor", Span(after, after + 7))])]
    assert [(e.type, e.trigger, [(a.role, a.span) for a in e.arguments if a.span]) for e in events] == expected
    links = {event.id: [a.event for a in event.arguments if a.event] for event in events if event.type == "STATE"}
    assert links == {f"e{at}": [f"e{at + 1}"] for at in range(1, 80, 2)}
    assert {(event.polarity, event.modality) for event in events} == {("positive", "planned")}


def test_each_found_trigger_is_asked_about_once(tokenizer):
    extractor = stand_ins(tokenizer, batch_tokens=60)
    articles = [Article("a", "Ostia said Norland left."), Article("b", ""), Article("c", "Kelvia left. " * 9)]
    predicted = list(extractor.predict(articles))
    said, left = tokenizer.convert_tokens_to_ids(["said", "left"])
    assert sorted(extractor.model.asked) == sorted([[said]] + [[left]] * 10)
    assert [len(events) for events in predicted] == [2, 0, 9]
    # two special tokens a row stand outside the budget
    assert all(rows == 1 or rows * (tokens - 2) <= 60 for rows, tokens in extractor.model.batches)
    assert len(extractor.model.batches) > 3


def test_the_first_stage_alone_gives_bare_events(tokenizer):
    (events,) = stand_ins(tokenizer).finder.predict([Article("a", "Ostia said Norland left.")])
    assert [(e.type, e.trigger.start, e.arguments, e.polarity, e.modality) for e in events] == [
        ("STATE", 6, (), "unspecified", "unspecified"),
        ("WITHDRAW", 19, (), "unspecified", "unspecified"),
    ]


@pytest.mark.parametrize("batch_tokens", [1, 150])
def test_the_size_of_a_batch_changes_nothing(tokenizer, batch_tokens):
    torch.manual_seed(4)
    windows = {"max_tokens": 32, "context": 4}
    finding = TriggerModel(stage_config(trigger_labels(LABELS), **windows)).eval()
    answering = ArgumentModel(stage_config(LABELS, **windows)).eval()
    with torch.no_grad():
        finding.trigger_head.weight.mul_(30)
        answering.role_head.out.weight.mul_(300)
    names = tiny.STATES
    text = " ".join(f"{names[at % 5]} said {names[at * 3 % 5]} left the pact {at}." for at in range(9))

    def found(budget):
        finder = TriggerFinder(finding, tokenizer, budget)
        (events,) = TwoStageExtractor(finder, answering, tokenizer, budget).predict([Article("a", text)])
        return [(e, round(e.score, 3), [round(a.score, 3) for a in e.arguments]) for e in events]

    assert found(batch_tokens) == found(4096)
    assert any(argument.event for event, *_ in found(4096) for argument in event.arguments)
