"""How good are the suggested themes, and how fast are they and search? `python tests/bench/suggestion.py [FOLDER]`.

Learns from a few labelled texts, predicts the labels of others, and prints one Markdown table. FOLDER holds the texts
(by default `../shared/data/texts` beside the repository). The model was tuned on seeds 0 to 2; these are others.

hit@3: a true label is among the first three. F1: macro F1 where as many labels are predicted as the text truly has.
said: share of texts for which something is suggested at all; right: share of those whose first suggestion is true.
idle: share of unrelated texts for which something is suggested nevertheless.
"""

from __future__ import annotations

import csv
import json
import random
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean, median
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from churntui.data.file.store import Store  # noqa: E402
from churntui.data.opening import open_book  # noqa: E402
from churntui.data.words import search, text_index  # noqa: E402
from churntui.data.words import theme_words as learning  # noqa: E402 - after the path
from churntui.metrics.suggest import LEAST_EVIDENCE, ranked, suggest  # noqa: E402
from churntui.model.rows import Theme  # noqa: E402
from churntui.model.wordcounts import WordCounts, learn_words  # noqa: E402
from churntui.plain.words import stems, tokens  # noqa: E402

SIZES = (20, 50, 200)
SEEDS = range(10, 15)
HELD_OUT = 300
FEWEST_HELD_OUT = 50
NOTES = 10_000
QUERIES = ("card", "card not working", '"exchange rate"', "a", "服务", "pric", "obsług", "zzz")

Labelled = tuple[str, tuple[str, ...]]


class Scores(NamedTuple):
    """One way of predicting, on one sample."""

    hit: float
    f1: float


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def datasets(folder: Path) -> dict[str, tuple[list[Labelled], list[str]]]:
    """Labelled texts by name of the set, and texts that have none of its labels."""
    theme_of = json.loads((folder / "banking77/DERIVED_intent_to_theme.json").read_text(encoding="utf-8"))
    banking = [(row["text"], (theme_of[row["category"]],)) for row in rows(folder / "banking77/test.csv")]
    lines = (folder / "nlupp_banking_multilabel/nlupp_banking.jsonl").read_text(encoding="utf-8").splitlines()
    spoken = [(one["text"], tuple(one.get("intents") or ())) for one in map(json.loads, lines)]
    chinese = [
        (row["text"], tuple(json.loads(row["aspects"])))
        for row in rows(folder / "zh_asap/zh_reviews_aspects.csv")
    ]
    polish = [
        (row["text"], tuple(filter(None, row["derived_theme"].split(";"))))
        for name in ("pl_hotels", "pl_products")
        for row in rows(folder / f"pl_aste/{name}.csv")
    ]
    sets = {
        "banking77, 7 themes": banking,
        "NLU++, 47": spoken,
        "ASAP zh, 18": chinese,
        "reviews pl, 3": polish,
    }
    return {
        name: ([one for one in texts if one[1]], [text for text, labels in texts if not labels])
        for name, texts in sets.items()
    }


def by_majority(train: Sequence[Labelled]) -> list[str]:
    """The labels, the most frequent first."""
    return [label for label, _ in Counter(one for _, labels in train for one in labels).most_common()]


def by_fts5(train: Sequence[Labelled], texts: Sequence[str]) -> Iterator[list[str]]:
    """Each text's labels by a vote of the 25 texts most like it (plain FTS5, BM25)."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE known USING fts5(words)")
    connection.executemany(
        "INSERT INTO known(rowid, words) VALUES (?, ?)", list(enumerate(text for text, _ in train))
    )
    for text in texts:
        votes: Counter[str] = Counter()
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(tokens(text)))
        for rowid, rank in connection.execute(
            "SELECT rowid, rank FROM known WHERE known MATCH ? ORDER BY rank LIMIT 25", (query or '""',)
        ):
            votes.update(dict.fromkeys(train[rowid][1], -rank))
        yield [label for label, _ in sorted(votes.items(), key=lambda pair: -pair[1])]
    connection.close()


def score(test: Sequence[Labelled], predicted: Sequence[Sequence[str]]) -> Scores:
    right, missed, wrong = Counter[str](), Counter[str](), Counter[str]()
    for (_, labels), order in zip(test, predicted, strict=True):
        chosen = set(order[: len(labels)])
        right.update(chosen & set(labels))
        missed.update(set(labels) - chosen)
        wrong.update(chosen - set(labels))
    f1 = fmean(2 * right[one] / (2 * right[one] + missed[one] + wrong[one]) for one in right | missed)
    hits = [bool(set(order[:3]) & set(labels)) for (_, labels), order in zip(test, predicted, strict=True)]
    return Scores(fmean(hits), f1)


def sample(texts: Sequence[Labelled], others: Sequence[str], size: int, seed: int) -> list[float]:
    """All the figures of one sample: three times hit@3 and F1, then said, right, idle."""
    mixed = list(texts)
    random.Random(seed).shuffle(mixed)
    train, test = mixed[:size], mixed[size : size + HELD_OUT]
    names = sorted({label for _, labels in texts for label in labels})
    themes = [Theme(number, name.replace("_", " ")) for number, name in enumerate(names, 1)]
    counts = WordCounts()
    for text, labels in train:
        learn_words(counts, stems(text), [names.index(label) + 1 for label in labels])
    ours = [ranked(counts, themes, text) for text, _ in test]
    usual = by_majority(train)
    voted = [
        [*order, *(one for one in usual if one not in order)]
        for order in by_fts5(train, [t for t, _ in test])
    ]
    ways = ([usual] * len(test), voted, [[names[one.theme_id - 1] for one in order] for order in ours])
    sure = [order[0].score >= LEAST_EVIDENCE for order in ours]
    true = [
        names[order[0].theme_id - 1] in labels
        for order, (_, labels), is_sure in zip(ours, test, sure, strict=True)
        if is_sure
    ]
    idle = [bool(suggest(counts, themes, text)) for text in others[:HELD_OUT]]
    figures = [figure for way in ways for figure in score(test, way)]
    return [*figures, fmean(sure), fmean(true or [0.0]), fmean(idle or [0.0])]


def quality(folder: Path) -> Iterator[str]:
    yield "| texts | learnt | majority hit@3 / F1 | FTS5 vote hit@3 / F1 | churntui hit@3 / F1 | said / right / idle |"
    yield "| --- | ---: | --- | --- | --- | --- |"
    sets = datasets(folder)
    for name, (texts, unlabelled) in sets.items():
        elsewhere = [text for other in sets if other[:3] != name[:3] for text, _ in sets[other][0][:100]]
        for size in SIZES:
            if len(texts) - size < FEWEST_HELD_OUT:
                continue
            runs = [sample(texts, unlabelled or elsewhere, size, seed) for seed in SEEDS]
            mean = [fmean(column) for column in zip(*runs, strict=True)]
            pairs = [f"{hit:.2f} / {f1:.2f}" for hit, f1 in zip(mean[:6:2], mean[1:6:2], strict=True)]
            yield f"| {name} | {size} | {' | '.join(pairs)} | {' / '.join(f'{one:.2f}' for one in mean[6:])} |"


def fill(store: Store, texts: Sequence[str]) -> None:
    """A book with many notes of some eight sentences, each with one to three of a dozen themes."""
    chance = random.Random(1)
    with store.write():
        store.many(
            "INSERT INTO logo(id, ref, name) VALUES (?, ?, ?)",
            [(n, f"L{n}", f"Logo {n}") for n in range(1, 501)],
        )
        store.many("INSERT INTO theme(id, name) VALUES (?, ?)", [(n, f"theme {n}") for n in range(1, 13)])
        store.many(
            "INSERT INTO interview(id, ref, logo_id, status, notes, updated_at) VALUES (?, ?, ?, 'held', ?, '')",
            [(n, f"I{n}", n % 500 + 1, " ".join(chance.choices(texts, k=8))) for n in range(1, NOTES + 1)],
        )
        store.many(
            "INSERT INTO interview_theme(interview_id, theme_id) VALUES (?, ?)",
            [
                (n, theme)
                for n in range(1, NOTES + 1)
                for theme in chance.sample(range(1, 13), chance.randint(1, 3))
            ],
        )


def milliseconds(run: list[float]) -> str:
    return f"{1000 * median(run):.1f} ms (slowest {1000 * max(run):.1f})"


def timed(folder: Path) -> Iterator[str]:
    """The speed at many notes, as rows that fit under the table."""
    texts = [text for labelled, _ in datasets(folder).values() for text, _ in labelled if len(text) < 400]
    with tempfile.TemporaryDirectory() as scratch, open_book(Path(scratch) / "book.db") as store:
        fill(store, texts)
        started = perf_counter()
        text_index.refresh(store)
        indexed = perf_counter()
        learning.refresh(store)
        learnt = perf_counter()
        themes = [Theme(number, f"theme {number}") for number in range(1, 13)]
        passages, notes, searches = [], [], []
        for at in range(200):
            for text, run in ((texts[at], passages), (" ".join(texts[at : at + 8]), notes)):
                before = perf_counter()
                suggest(learning.counts_for(store, text), themes, text)
                run.append(perf_counter() - before)
        for query in QUERIES * 5:
            before = perf_counter()
            search.find(store, query)
            searches.append(perf_counter() - before)
    yield f"| {NOTES:,} notes | | indexed in {indexed - started:.1f} s | learnt in {learnt - indexed:.1f} s | | |"
    yield f"| one suggestion | | passage {milliseconds(passages)} | note {milliseconds(notes)} | | |"
    yield f"| one search | | {milliseconds(searches)} | | | |"


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/data/texts"
    if not (folder / "banking77").is_dir():
        sys.stderr.write(f"{folder} does not hold the texts; name the folder that does\n")
        return 2
    for part in (quality, timed):
        for line in part(folder):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
