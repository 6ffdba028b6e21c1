"""Signals as people read them, wherever their logo stands."""

from __future__ import annotations

from churntui.metrics.signals.looking import Looked
from churntui.metrics.signals.signal import CODES, Signal
from churntui.plain.wording import counted

_MOST_BLIND = 4
"""How much of what is not known is said in a line."""


def looked_at(looked: Looked) -> str:
    """`Looked at: 19 signals of 40 logos. Not known: payments of 40, use of 3`: what an empty list rests on."""
    said = f"Looked at: {len(CODES)} signals of {counted(looked.logos, 'logo')}."
    blind = looked.blind[:_MOST_BLIND]
    if not looked.logos or not blind:
        return said
    listed = ", ".join(f"{word} of {count}" for word, count in blind)
    return f"{said} Not known: {listed}"


def told(signal: Signal) -> str:
    """A signal with its mark, as a line of a sheet: `! silent for 45 days, since 15 Oct`."""
    return f"{'!' if signal.urgent else ' '} {signal.text}"
