"""A program in a private tmux, keys typed at it, and the pixels that its block characters show."""

import os
import re
import shlex
import subprocess
import time

import numpy as np

# Bit by bit whether a quarter has the foreground: upper left, upper right, lower left, lower right.
QUARTERS = {character: mask for mask, character in enumerate(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")}


class Screen:
    def __init__(self, command, size=(120, 40), folder="."):
        self.size, self.socket = size, f"vae-{os.getpid()}"
        environment = f"COLORTERM=truecolor LC_ALL=C.UTF-8 XDG_CONFIG_HOME={shlex.quote(os.path.abspath(folder))}"
        self.tmux("kill-server", check=False)
        self.tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), "-c", folder,
            f"exec env {environment} {command}")

    def tmux(self, *words, check=True):
        run = subprocess.run(["tmux", "-L", self.socket, *words], capture_output=True, text=True)
        if check and run.returncode:
            raise RuntimeError(f"tmux {words[0]}: {run.stderr.strip()}")
        return run.stdout

    def press(self, *keys):
        for key in keys:
            self.tmux("send-keys", key)

    def text(self):
        return self.tmux("capture-pane", "-p")

    def wait(self, sign, seconds=30):
        """Waits for a text, or till a function of the screen holds; returns whether it came."""
        holds = sign if callable(sign) else lambda screen: sign in screen.text()
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if holds(self):
                return True
            time.sleep(0.1)
        return False

    def cells(self):
        """Rows of cells: a character, its colour and its background, each red, green and blue or None."""
        # The colours at the end of a line are those of the next.
        rows, front, back = [], None, None
        for line in self.tmux("capture-pane", "-e", "-p").split("\n")[: self.size[1]]:
            row = []
            for code, character in re.findall("\x1b\\[([0-9;]*)m|(.)", line):
                if character:
                    row.append((character, front, back))
                    continue
                numbers = [int(number or 0) for number in code.split(";")]
                while numbers:
                    first = numbers.pop(0)
                    if first == 0:
                        front = back = None
                    elif first in (38, 48):
                        color = tuple(numbers[1:4]) if numbers[0] == 2 else None
                        del numbers[: 4 if numbers[0] == 2 else 2]
                        front, back = (color, back) if first == 38 else (front, color)
                    elif first == 39:
                        front = None
                    elif first == 49:
                        back = None
            rows.append(row + [(" ", None, None)] * (self.size[0] - len(row)))
        return rows

    def pixels(self):
        """Four pixels a cell, 2·rows × 2·columns × 3; −1 where a cell shows none."""
        result = np.full((2 * self.size[1], 2 * self.size[0], 3), -1, np.int16)
        for y, row in enumerate(self.cells()):
            for x, (character, front, back) in enumerate(row):
                if character not in QUARTERS:
                    continue
                for quarter in range(4):
                    color = front if QUARTERS[character] >> quarter & 1 else back
                    if color:
                        result[2 * y + quarter // 2, 2 * x + quarter % 2] = color
        return result

    def shows(self, image):
        """Whether an image, H×W×3 bytes, is on the screen, each pixel a square of some size; greys may be off by one level."""
        screen = self.pixels()
        for scale in range(1, 5):
            # A cell is twice as high as wide.
            wanted = image.repeat(scale, 0).repeat(2 * scale, 1).astype(np.int16)
            height, width, _ = wanted.shape
            if height > screen.shape[0] or width > screen.shape[1]:
                return False
            rows, columns = screen.shape[0] - height + 1, screen.shape[1] - width + 1
            for y, x in np.argwhere((abs(screen[:rows, :columns] - wanted[0, 0]) <= 1).all(2)):
                if (abs(screen[y : y + height, x : x + width] - wanted) <= 1).all():
                    return True
        return False

    def end(self):
        self.tmux("kill-server", check=False)
