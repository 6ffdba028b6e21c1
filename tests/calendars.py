"""Reads a calendar file back, by the rules of RFC 5545 and none of ours: for tests."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(.)")


def read(file: bytes) -> list[dict[str, str]]:
    """The events, each its properties by name, parameters included; every rule on lines is kept to."""
    assert file.endswith(b"\r\n")
    lines = file.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in file.replace(b"\r\n", b"")
    whole = [part.decode() for part in re.sub(rb"\r\n[ \t]", b"", file).split(b"\r\n")[:-1]]
    assert (whole[0], whole[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in whole
    events: list[dict[str, str]] = []
    inside = False
    for line in whole:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
            inside = True
        elif line == "END:VEVENT":
            inside = False
        elif inside:
            assert name not in events[-1]
            events[-1][name] = _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    assert all({"UID", "DTSTAMP", "DTSTART;VALUE=DATE"} <= set(event) for event in events)
    assert len({event["UID"] for event in events}) == len(events)
    return events
