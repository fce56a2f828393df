r"""brat standoff: ``NAME.txt`` with ``NAME.ann``, or with ``NAME.a1`` and ``NAME.a2`` as in the BioNLP tasks.

Offsets are code points of the text file as it stands. A text without annotation file (or with ``.a1`` alone) is an
article that nobody has annotated. What ActBank knows beyond brat stands in notes, ``#1\tActBank E1\t{json}``, and in a
sidecar ``NAME.meta.json``; other tools can change the annotation and leave the notes as they are.

Read and left out: text-bound annotations that no event uses, attributes other than Polarity, Modality, Subtype and
Anaphoric, normalisations, equivalences, other notes. Refused: relations, which would be lost without a word.
"""

from actbank.formats.brat_read import read
from actbank.formats.brat_write import write

__all__ = ["read", "write"]
