"""Prints how the placeholder rule does on labelled candidates: `python tests/placeholder_score.py LABELS.tsv CORPUS`."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from planlint.markdown.document import Document, parse


def flagged(document: Document, line: int, token: str) -> bool:
    """Tell whether a placeholder covers a token on a line."""
    start, end = document.source.line_span(line)
    return any(token.split(" ", maxsplit=1)[0] in node.text for node in document.inside("placeholder", start, end))


def main(labels: Path, corpus: Path) -> int:
    documents: dict[str, Document] = {}
    counts: Counter[tuple[str, bool]] = Counter()
    with labels.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            name = row["file"]
            if name not in documents:
                documents[name] = parse((corpus / name).read_text(encoding="utf-8"), name)
            hit = flagged(documents[name], int(row["line"]), row["token"])
            counts[row["label"], hit] += 1
            if hit != (row["label"] == "TP"):
                print(
                    f"{row['label']}: {'flagged' if hit else 'not flagged'}: {name}:{row['line']}: {row['text'][:100]}"
                )
    true, false = counts["TP", True], counts["FP", True]
    print(f"true placeholders found: {true} of {true + counts['TP', False]}")
    print(f"false candidates flagged: {false} of {false + counts['FP', False]}")
    return int(false > 0 or true < 0.95 * (true + counts["TP", False]))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
