"""Score a model of the news ontology on PLOVER's gold records and on PLV, through the crosswalk.

``ACTBANK_CORPORA=FOLDER python scripts/transfer.py MODEL --out results/transfer`` writes the counts of both, and the
predictions without words.
"""

import argparse
import json
from pathlib import Path

from actbank.corpora.corpus import load_corpus
from actbank.extract import EventExtractor
from actbank.runs.predictions import write_predictions
from actbank.transfer import score_transfer

# To PLV's 15 classes, from the codes of the crosswalk and from the older names of the gold records.
MERGED = {
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    extractor = EventExtractor.from_pretrained(options.model)
    for name in ("plover", "plv"):
        articles = [article for found in load_corpus(name).splits.values() for article in found]
        predictions = {article.id: article.events or () for article in extractor.extract(articles)}
        found = score_transfer(articles, predictions, extractor.ontology, "plover", merged).to_dict()
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / f"{name}.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        write_predictions(options.out / f"{name}.predictions.jsonl.gz", articles, predictions)
        print(name, json.dumps({key: found[key] for key in ("sentences", "coded", "type_accuracy")}))
        for key, counts in found["arguments"].items():
            print(f"  {key}: overlap F1 {counts['f1']}")


def merged(code: str) -> str:
    """Return the class of PLV that a code or an older class belongs to."""
    category = code.partition(".")[0]
    return MERGED.get(category, category)


if __name__ == "__main__":
    main()
