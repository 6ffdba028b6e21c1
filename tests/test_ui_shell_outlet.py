"""A terminal that was closed takes whatever is still written to it."""

import errno
import io

import pytest

from churntui.ui.shell.outlet import Outlet


class Terminal(io.StringIO):
    """One that can be closed under the program."""

    is_gone = False

    def write(self, text):
        if self.is_gone:
            raise OSError(errno.EIO, "Input/output error")
        return super().write(text)

    def flush(self):
        if self.is_gone:
            raise OSError(errno.EIO, "Input/output error")


def test_what_is_written_arrives_until_the_terminal_is_closed():
    terminal = Terminal()
    outlet = Outlet(terminal)
    assert outlet.write("shown") == 5
    outlet.flush()
    terminal.is_gone = True
    with pytest.raises(OSError, match="Input/output"):
        terminal.write("gone")
    assert outlet.write("dropped") == 7
    outlet.flush()
    assert terminal.getvalue() == "shown"
    assert not outlet.isatty()
