"""Good files damaged as transfers, editors and spreadsheets damage them: nothing ends in a traceback, and every row is
taken, or named.
"""

import random
import re

import pytest
from imports import imported

from churntui.data.importing import Options
from churntui.data.opening import open_book
from churntui.plain.errors import ChurnError

ROUNDS = 40

NUMBERS = range(1, 13)


def table(head, row):
    return head + "\n" + "".join(row(nth) + "\n" for nth in NUMBERS)


SHEET = table(
    "Contract Number,Account Name,Start Date,End Date,ARR,Currency,Owner",
    lambda nth: f'K{nth:02},Größe {nth},{nth}/{nth + 10}/2025,{nth}/{nth + 10}/2026,"1,{nth:03}.50",EUR,Ines',
)
GERMAN = table(
    "id;Kunde;Vertragsbeginn;Vertragsende;Betrag;Währung",
    lambda nth: f"K{nth:02};Weiß {nth};{nth:02}.02.2026;{nth:02}.02.2027;{nth}.000,00 €;EUR",
)
OWN = table(
    "contract_id,logo_id,starts_on,ends_on,amount,currency,per",
    lambda nth: f"K{nth:02},L1,2026-01-{nth:02},2027-01-{nth:02},{nth}00.50,EUR,year",
)
OBJECTS = "".join(
    f'{{"id": "K{nth:02}", "account": "Größe {nth}", "start": "2026-01-{nth:02}", "arr": {nth}00.5, "currency": "EUR"}}'
    "\n"
    for nth in NUMBERS
)
RATES = table("currency,to_currency,rate,valid_from", lambda nth: f"USD,EUR,0.9{nth},2026-01-{nth:02}")

FILES = {
    "sheet.csv": SHEET,
    "german.csv": GERMAN,
    "contracts.csv": OWN,
    "contracts.jsonl": OBJECTS,
    "rates.csv": RATES,
}

TRUE = {
    "sheet.csv": lambda nth: (f"2025-{nth:02}-{nth + 10}", f"2026-{nth:02}-{nth + 10}", 100_050 + nth * 100),
    "german.csv": lambda nth: (f"2026-02-{nth:02}", f"2027-02-{nth:02}", nth * 100_000),
    "contracts.csv": lambda nth: (f"2026-01-{nth:02}", f"2027-01-{nth:02}", nth * 10_000 + 50),
    "contracts.jsonl": lambda nth: (f"2026-01-{nth:02}", None, nth * 10_000 + 50),
}
"""What the contract of each number is, wherever its line is as it was."""


def bytes_flipped(content, rng):
    at = rng.randrange(len(content))
    return content[:at] + bytes([rng.randrange(256)]) + content[at + rng.randrange(2) :]


def quote_added(content, rng):
    at = rng.randrange(len(content))
    return content[:at] + rng.choice([b'"', b"'", b'""', b"\\"]) + content[at:]


def encoded_otherwise(content, rng):
    text = content.decode("utf-8")
    encoding = rng.choice(
        ["cp1252", "cp1250", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-8-sig"]
    )
    return text.encode(encoding, "replace")


def line_in_another_encoding(content, rng):
    lines = content.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    lines[at] = lines[at].decode("utf-8").encode("cp1252", "replace")
    return b"".join(lines)


def cell_replaced(content, rng):
    hostile = (
        '13/01/2026 01/13/2026 26-03-31 46112 31-Mar-2026 2026-02-30 TBD #N/A M2M 1.234 1,234 (5) $7 1E+17 =""1"" '
        "\ufffd \\ud800 Total -1 1e999 nan \0 ٣"
    )
    cells = list(re.finditer(rb"[^,;\n\"]+", content))
    found = rng.choice(cells)
    return (
        content[: found.start()]
        + rng.choice([*hostile.split(" "), "", "x" * 500, "9" * 40]).encode()
        + content[found.end() :]
    )


def header_twice(content, rng):
    head, rest = content.split(b"\n", 1)
    names = re.split(rb"([,;])", head)
    names[rng.randrange(0, len(names), 2)] = rng.choice(names[::2])
    return b"".join(names) + b"\n" + rest


def cut_off(content, rng):
    return content[: rng.randrange(1, len(content))]


def lines_moved(content, rng):
    lines = content.splitlines(keepends=True)
    lines.insert(rng.randrange(len(lines)), lines.pop(rng.randrange(len(lines))))
    return b"".join(lines)


MUTATIONS = (
    bytes_flipped,
    quote_added,
    encoded_otherwise,
    line_in_another_encoding,
    cell_replaced,
    header_twice,
    cut_off,
    lines_moved,
)


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_damage_is_named_and_never_a_traceback(tmp_path, mutate):
    rng = random.Random(f"churntui {mutate.__name__}")
    for number in range(ROUNDS):
        name = rng.choice(list(FILES))
        content = mutate(FILES[name].encode(), rng)
        path = tmp_path / name
        path.write_bytes(content)
        text = content.decode("utf-8", "replace")
        told, contracts = outcome(path, tmp_path / f"{number}.db")
        for ref in ids(name, text):
            line = FILES[name].split("\n")[int(ref[1:]) - name.endswith("jsonl")]
            if ref in contracts and line in text:
                assert contracts[ref] == TRUE[name](int(ref[1:])), (number, name, ref, text)
            is_known = any(ref in known for known in contracts)
            assert is_known or is_named(ref, text, told), (number, name, ref, told, text)


def ids(name, text):
    """The ids that stand in a file whose header is as it was: under another they are other things."""
    if name == "rates.csv":
        return set()
    if name.endswith("jsonl"):
        return set(re.findall(r'"id": "(K\d\d)"', text))
    head = re.search(f"^{re.escape(FILES[name].partition(chr(10))[0])}\r?$", text, re.MULTILINE)
    return set(re.findall(r"\bK\d\d\b", text)) if head else set()


def outcome(path, book):
    """The lines of which something is said (None of a file that is refused as a whole), and the contracts."""
    with open_book(book) as store:
        store.rows("INSERT INTO logo(ref, name) VALUES ('L1', 'Acme')")
        try:
            result = imported(store, [path], Options(rejects=path.with_suffix(".rejects")))
        except ChurnError:
            return None, {}
        (file,) = result.files
        rows = store.rows("SELECT ref, starts_on, ends_on, amount_minor FROM contract")
    lines = {problem.line for problem in file.problems}
    noted = {int(line) for note in file.notes for line in re.findall(r"line (\d+)", note)}
    return (lines | noted) if file.table == "contracts" else None, {
        ref: tuple(values) for ref, *values in rows
    }


def is_named(ref, text, told):
    """Whether something is said of a line that has the id, or of one above it that may have swallowed it."""
    if told is None:
        return True
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if ref in line]
    return any(line in told or ('"' in text and any(above < line for above in told)) for line in lines)
