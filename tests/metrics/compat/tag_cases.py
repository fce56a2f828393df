"""Random and awkward pairs of tag sequences, the same in every run."""

from __future__ import annotations

import random

LABELS = ("ACCUSE", "DENY", "WITHDRAW", "A-B", "Z")
PHANTOM = "NEVER-GOLD"
# What is no IOB2 at all; scorers read some of it, mend some and refuse the rest, each in its own way.
ODD_TAGS = (
    *("B", "I", "B-", "I-", "BDENY", "B--DENY", "I-DENY-", "BX-DENY", "O-DENY", "E-DENY", "S-DENY", "E-Z", "S-Z"),
    *("E", "S", ".", ".-DENY", "X", "X-DENY", "U-Z", "L-Z", "Other", "", "-", "OO-DENY", "b-DENY"),
)

ADVERSARIAL = (
    ([[]], [[]]),
    ([["O"]], [["O"]]),
    ([["O", "O"], []], [["O", "O"], []]),
    ([["B-DENY"]], [["B-DENY"]]),
    ([["B-DENY"]], [["I-DENY"]]),
    ([["B-DENY"]], [["O"]]),
    ([["O"]], [["B-DENY"]]),
    ([["I-DENY", "I-DENY"]], [["B-DENY", "I-DENY"]]),
    ([["B-DENY", "B-DENY", "B-DENY"]], [["B-DENY", "I-DENY", "B-DENY"]]),
    ([["B-DENY", "I-Z", "I-DENY"]], [["B-DENY", "I-DENY", "I-Z"]]),
    ([["O", "I-DENY", "B-DENY", "I-DENY"]], [["O", "B-DENY", "I-DENY", "I-DENY"]]),
    # a chunk at the end of one sequence does not reach into the next
    ([["O", "B-DENY"], ["I-DENY", "O"]], [["O", "B-DENY"], ["B-DENY", "O"]]),
    ([["B-DENY"], [], ["I-DENY"]], [["B-DENY"], [], ["I-Z"]]),
    # one prediction over two gold spans, and the reverse
    ([["B-Z", "B-Z", "O"]], [["B-Z", "I-Z", "I-Z"]]),
    ([["B-Z", "I-Z", "I-Z", "I-Z"]], [["B-Z", "B-Z", "I-Z", "I-Z"]]),
    # chains in which each span overlaps two
    ([["B-Z", "I-Z", "B-Z", "I-Z", "B-Z", "I-Z"]], [["O", "B-Z", "I-Z", "B-Z", "I-Z", "B-Z"]]),
    ([["B-Z", "I-Z", "B-DENY", "I-DENY", "B-Z"]], [["O", "B-DENY", "I-DENY", "B-Z", "I-Z"]]),
    # the nearest of two gold spans of one label is not the first
    ([["B-Z", "O", "B-Z", "I-Z", "I-Z"]], [["B-Z", "I-Z", "I-Z", "I-Z", "I-Z"]]),
    ([["B-DENY", "B-Z", "B-DENY"]], [["B-Z", "I-Z", "I-Z"]]),
    # a type that gold does not know
    ([["B-DENY", "O"]], [["B-DENY", f"B-{PHANTOM}"]]),
    ([["O", "O"]], [[f"B-{PHANTOM}", f"I-{PHANTOM}"]]),
    # very long spans: one common word is less than a per cent of 101 words, and one of 100
    ([["B-Z", *["I-Z"] * 100]], [["O"] * 100 + ["B-Z"]]),
    ([["B-Z", *["I-Z"] * 99]], [["O"] * 99 + ["B-Z"]]),
    ([["B-Z", *["I-Z"] * 299, "B-DENY"]], [["O"] * 298 + ["B-DENY", "I-DENY", "I-DENY"]]),
    ([["B-Z", *["I-Z"] * 150, "B-Z", *["I-Z"] * 150]], [["O"] * 150 + ["B-Z", "I-Z", *["O"] * 150]]),
)


def random_cases(count, seed, longest=12):
    """Pairs of gold and predicted sequences: free tags, spans with errors, or a mix of both."""
    rng = random.Random(seed)
    for _ in range(count):
        labels = LABELS[: rng.randint(1, len(LABELS))]
        lengths = [rng.randint(0, longest) for _ in range(rng.randint(1, 4))]
        gold = [_sequence(rng, length, labels) for length in lengths]
        predicted = [_changed(rng, tags, [*labels, PHANTOM]) for tags in gold]
        yield gold, predicted


def odd_cases(count, seed):
    """The same with tags that some scorer refuses."""
    rng = random.Random(seed)
    for gold, predicted in random_cases(count, seed, longest=6):
        for sequence in (*gold, *predicted):
            for at in range(len(sequence)):
                if rng.random() < 0.12:
                    sequence[at] = rng.choice(ODD_TAGS)
        yield gold, predicted


def vocabulary_cases(count, seed, vocabulary):
    """Sequences drawn from a few tags, so that every pair of them is met."""
    rng = random.Random(seed)
    for _ in range(count):
        lengths = [rng.randint(0, 6) for _ in range(rng.randint(1, 2))]
        yield tuple([[rng.choice(vocabulary) for _ in range(length)] for length in lengths] for _ in range(2))


def _sequence(rng, length, labels):
    return _free_tags(rng, length, labels) if rng.random() < 0.4 else _spans(rng, length, labels)


def _free_tags(rng, length, labels):
    outside = rng.random()
    return ["O" if rng.random() < outside else f"{rng.choice('BI')}-{rng.choice(labels)}" for _ in range(length)]


def _spans(rng, length, labels):
    tags = []
    while len(tags) < length:
        label, size = rng.choice(labels), rng.randint(1, 4)
        tags += ["O"] * rng.choice((0, 0, 1, 3)) + [f"B-{label}", *[f"I-{label}"] * (size - 1)]
    return tags[:length]


def _changed(rng, tags, labels):
    """Return a prediction: something else, the same, or the same with single tags changed or shifted."""
    kind = rng.random()
    if kind < 0.3:
        return _sequence(rng, len(tags), labels)
    if kind < 0.4:
        return list(tags)
    if kind < 0.6 and tags:
        return [*tags[1:], tags[0]]
    return [rng.choice(("O", f"B-{rng.choice(labels)}", f"I-{rng.choice(labels)}", tag, tag, tag, tag)) for tag in tags]
