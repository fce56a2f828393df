"""Write the codebook of the news ontology: ``python scripts/codebook.py`` renews ``data/news/CODEBOOK.md``."""

from actbank.corpora.spec import find_ontology
from actbank.places import data_dir
from actbank.report.codebook import codebook

file = data_dir() / "news" / "CODEBOOK.md"
file.write_text(codebook(find_ontology("news")), encoding="utf-8", newline="\n")
print(file)
