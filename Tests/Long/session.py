"""A program in a terminal of its own, for the long tests."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time


class Session:
    """A program in a terminal of its own."""

    def __init__(self, command, ignored=(), type="xterm-256color"):
        self.output = b""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            for number in ignored:
                signal.signal(number, signal.SIG_IGN)
            os.environ.update(TERM=type, LC_ALL="C.UTF-8", XDG_CONFIG_HOME="/nowhere")
            # Until the terminal has its size and its modes have been read.
            os.read(0, 1)
            os.execv(command[0], command)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.modes = termios.tcgetattr(self.terminal)
        os.write(self.terminal, b"\n")

    def read(self, seconds):
        """Takes what the program prints; returns whether it may print more."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return True
        try:
            piece = os.read(self.terminal, 65536)
        except OSError:  # Linux's word for the end of a terminal's other side.
            return False
        self.output += piece
        return bool(piece)

    def watch(self, seconds, sign=None):
        """Waits, but no longer than till `sign` is printed, and returns whether it was."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not (sign and sign in self.output):
            if not self.read(0.02):
                break
        return bool(sign) and sign in self.output

    def end(self, seconds=20):
        """Waits for the end, and returns the status as Python has it (−n for a signal); kills what does not end."""
        deadline, status = time.monotonic() + seconds, None
        while status is None:
            ended, word = os.waitpid(self.process, os.WNOHANG)
            if ended:
                status = os.waitstatus_to_exitcode(word)
            elif time.monotonic() > deadline:
                os.kill(self.process, signal.SIGKILL)
                os.waitpid(self.process, 0)
                return None
            self.read(0.01)
        while select.select([self.terminal], [], [], 0)[0] and self.read(0):
            pass
        return status

    def faults(self):
        """What is not as it was found: the modes of the terminal, and those that escape sequences switch."""
        faults = []
        if termios.tcgetattr(self.terminal) != self.modes:
            faults.append("stty's modes")
        switched = {}
        for numbers, state in re.findall(rb"\x1b\[\?([\d;]+)([hl])", self.output):
            switched.update(dict.fromkeys(numbers.split(b";"), state))
        for number, state in switched.items():
            # The cursor is shown and lines are wrapped at first; all else is off.
            if state != (b"h" if number in (b"25", b"7") else b"l"):
                faults.append(f"mode ?{number.decode()}")
        if self.output.rfind(b"\x1b=") > self.output.rfind(b"\x1b>"):
            faults.append("the keypad")
        return faults
