"""The first signal to end is answered, a second one changes nothing, and what was ignored stays so."""

import os
import signal

import pytest

from churntui.plain import signals

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="another system")


def send(number):
    os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_the_first_is_answered_and_no_other(number):
    before = signal.getsignal(number)
    heard = []
    with signals.answered(heard.append):
        send(number)
        send(signal.SIGHUP)
        send(signal.SIGTERM)
    assert heard == [128 + number]
    assert signal.getsignal(number) is before


def test_after_an_inner_block_has_heard_one_the_outer_hears_none():
    outer, inner = [], []
    with signals.answered(outer.append):
        with signals.answered(inner.append):
            send(signal.SIGHUP)
        send(signal.SIGHUP)
    assert (outer, inner) == ([], [129])
    with signals.answered(outer.append):
        send(signal.SIGTERM)
    assert outer == [143], "another program of the same process hears again"


def test_what_is_left_by_it_puts_things_away():
    put_away = []
    with pytest.raises(SystemExit) as left, signals.answered(_leave):
        try:
            send(signal.SIGHUP)
        finally:
            send(signal.SIGHUP)
            put_away.append("all")
    assert (left.value.code, put_away) == (129, ["all"])


def _leave(code):
    raise SystemExit(code)


def test_under_nohup_a_closed_terminal_ends_nothing():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with signals.answered(_leave):
            send(signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
