#!/usr/bin/env python3
"""Measures how the explorer feels, through a pseudo-terminal, and says whether the targets are met.

    Tests/EndToEnd/latency.py                                  the explorer as built in release mode, training on the digits
    Tests/EndToEnd/latency.py --throughput                     also what the explorer costs the training (five minutes)
    Tests/EndToEnd/latency.py -- .build/release/vae explore mnist

Measured at 120x40 (--size):
    latency     from a key's byte written to the last byte of the next frame read, while training; p50 and p99 of --keys
    echo        the same of a program that only echoes, beside the same training: what the machine and this script take
    frame       bytes of the largest frame, all pages seen
    idle        bytes written and share of a core used in 3 s, paused
    slow        on a terminal that takes 50 KB/s: from the last of 3 s of a held arrow to the last byte of the last frame
    throughput  examples a second with the explorer open, and with an arrow held, over those without it (--headless), in
                short turns; and the processor time of the threads that do not train
A frame ends with the end mark of synchronised output. Prints a table; with --json one line of JSON too. Exit code 1 if a
target is missed. Only the standard library is needed.
"""
import argparse, fcntl, json, os, pathlib, pty, random, select, shlex, signal, statistics, struct, subprocess, sys
import tempfile, termios, time

BEGIN, END, QUESTION, ANSWER = b"\x1b[?2026h", b"\x1b[?2026l", b"\x1b[5n", b"\x1b[0n"
RIGHT, LEFT = b"\x1b[C", b"\x1b[D"
PAGES = b"twmrspu"


class Terminal:
    """A program on a pseudo-terminal: types at it, reads what it shows, and answers its questions as terminals do."""

    def __init__(self, command, size, directory, answers=True):
        columns, rows = size
        self.answers, self.tail, self.total = answers, b"", 0
        self.frames = []  # (time of the begin mark, time of the end mark, bytes)
        self.open_frame = None
        self.process, self.master = pty.fork()
        if self.process == 0:
            os.chdir(directory)
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", XDG_CONFIG_HOME=str(directory))
            os.environ.pop("NO_COLOR", None)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvp(command[0], command)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys):
        os.write(self.master, keys)

    def read(self, seconds, limit=65536):
        """Reads once, waiting at most `seconds`; returns the number of bytes, None if the program is gone."""
        if not select.select([self.master], [], [], max(0, seconds))[0]:
            return 0
        try:
            data = os.read(self.master, limit)
        except OSError:
            data = b""
        if not data:
            return None
        self.note(data, time.monotonic())
        return len(data)

    def note(self, data, now):
        """Finds the frames in what was read."""
        self.total += len(data)
        text = self.tail + data
        start = position = 0
        base = self.total - len(text)
        while True:
            marks = [(text.find(mark, position), mark) for mark in (BEGIN, END, QUESTION)]
            marks = [mark for mark in marks if mark[0] >= 0]
            if not marks:
                break
            start, mark = min(marks)
            position = start + len(mark)
            if mark == BEGIN:
                self.open_frame = (now, base + start)
            elif mark == END and self.open_frame:
                self.frames.append((self.open_frame[0], now, base + position - self.open_frame[1]))
                self.open_frame = None
            elif mark == QUESTION and self.answers:
                self.type(ANSWER)
        self.tail = text[max(position, len(text) - len(BEGIN) + 1):]

    def watch(self, seconds, until=lambda: False):
        """Reads for so long, or until something holds."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not until():
            if self.read(deadline - time.monotonic()) is None:
                raise SystemExit(f"the program has ended by itself: {self.tail[-200:]!r}")

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process}/stat").read_text().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def quit(self):
        os.kill(self.process, signal.SIGTERM)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self.read(0.05) is not None:
            pass
        if os.waitpid(self.process, os.WNOHANG)[0] == 0:
            time.sleep(0.5)
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measure_latency(terminal, count):
    """Milliseconds a key, and how many had no frame within half a second."""
    latencies, misses = [], 0
    for index in range(count):
        terminal.watch(random.uniform(0.05, 0.09))
        seen, start = len(terminal.frames), time.monotonic()
        terminal.type(RIGHT if index // 10 % 2 == 0 else LEFT)
        # A frame that began before the key was typed is not the answer.
        answer = lambda: next((frame for frame in terminal.frames[seen:] if frame[0] >= start), None)
        terminal.watch(0.5, until=answer)
        if answer():
            latencies.append((answer()[1] - start) * 1000)
        else:
            misses += 1
    return latencies, misses


def measure_echo(terminal, count):
    """Milliseconds until a byte comes back from a program that does nothing but echo, while `terminal` trains on."""
    latencies = []
    with tempfile.TemporaryDirectory() as directory:
        echo = Terminal(["sh", "-c", "stty raw -echo; exec cat"], (80, 24), directory)
        echo.watch(0.5)
        for _ in range(count):
            pause = time.monotonic() + random.uniform(0.05, 0.09)
            while time.monotonic() < pause:
                terminal.watch(0.01)
            start = time.monotonic()
            echo.type(b"x")
            while not echo.read(0.5):
                pass
            latencies.append((time.monotonic() - start) * 1000)
        os.kill(echo.process, signal.SIGKILL)
        os.waitpid(echo.process, 0)
    return latencies


def measure_idle(terminal, seconds=3.0):
    """Bytes written and share of a core used while paused."""
    terminal.watch(1.5)
    total, processor = terminal.total, terminal.processor_seconds()
    terminal.watch(seconds)
    return terminal.total - total, (terminal.processor_seconds() - processor) / seconds


def measure_slow(terminal, rate, hold=3.0):
    """Seconds from the last key to the last byte, and frames shown, when `rate` bytes a second are read."""
    frames, start = len(terminal.frames), time.monotonic()
    last_key, last_byte, allowance, before, next_key, count_of_keys = start, start, 0.0, start, start, 0
    while True:
        now = time.monotonic()
        allowance, before = min(allowance + (now - before) * rate, rate / 20), now
        if now < start + hold and now >= next_key:
            # There and back, so that no edge is reached where nothing changes any more.
            terminal.type(RIGHT if count_of_keys // 20 % 2 == 0 else LEFT)
            last_key, next_key, count_of_keys = now, next_key + 1 / 30, count_of_keys + 1
        if allowance >= 64 and (count := terminal.read(0, int(allowance))):
            allowance -= count
            last_byte = time.monotonic()
        elif now > start + hold and now - max(last_byte, last_key) > 0.7:
            return max(0.0, last_byte - last_key), len(terminal.frames) - frames
        time.sleep(0.002)


def thread_times(process):
    """Seconds of processor time that each thread of a process has used."""
    times = {}
    for task in pathlib.Path(f"/proc/{process}/task").glob("*/stat"):
        fields = task.read_text().rpartition(")")[2].split()
        times[task.parent.name] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return times


class Training:
    """A process that trains in a folder of its own, stopped but for its turns."""

    def __init__(self, directory):
        self.directory, self.seconds, self.count, self.next_key = directory, 0, 0, 0

    def begin(self, process, cores):
        """What has been done so far does not count."""
        self.process, self.cores = process, cores
        self.seen, self.times = self.examples(), thread_times(process)
        os.kill(process, signal.SIGSTOP)

    def examples(self):
        """Those seen at the end of the newest epoch."""
        files = list(pathlib.Path(self.directory).rglob("metrics.jsonl"))
        lines = files[0].read_text().split("\n")[:-1] if files else []
        return json.loads(lines[-1])["examplesSeen"] if lines else 0

    def turn(self, seconds, watch):
        os.kill(self.process, signal.SIGCONT)
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            watch(self)
        os.kill(self.process, signal.SIGSTOP)
        self.seconds += time.monotonic() - start

    @property
    def rate(self):
        return (self.examples() - self.seen) / self.seconds

    @property
    def cost(self):
        """The share of a core that the threads take but for the busiest, one a core, which train."""
        used = sorted(time - self.times.get(thread, 0) for thread, time in thread_times(self.process).items())
        return sum(used[:-self.cores]) / self.seconds


def hold(terminal):
    """Watches a terminal and holds an arrow as keyboards repeat, thirty a second: there and back, so that no edge is reached."""
    def watch(training):
        if time.monotonic() >= training.next_key:
            terminal.type(RIGHT if training.count // 20 % 2 == 0 else LEFT)
            training.next_key, training.count = time.monotonic() + 1 / 30, training.count + 1
        terminal.watch(1 / 30)
    return watch


def measure_throughput(command, headless, size, seconds, rounds):
    """Examples a second alone, the shares of that with the explorer open and with an arrow held, and the shares of a core
    that the explorer takes then.

    The three take turns of some seconds, the others stopped meanwhile: what else the machine does falls on all alike.
    """
    cores = os.cpu_count()
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second, \
            tempfile.TemporaryDirectory() as third:
        trainings = [Training(directory) for directory in (first, second, third)]
        alone = subprocess.Popen(headless, cwd=first, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(2)
        trainings[0].begin(alone.pid, cores)
        terminals = []
        for training, page in ((trainings[1], b"t"), (trainings[2], b"w")):
            terminal = Terminal(command, size, training.directory)
            terminal.watch(1)
            terminal.type(page)
            terminal.watch(1)
            training.begin(terminal.process, cores)
            terminals.append(terminal)
        watches = [lambda _: time.sleep(1 / 30), lambda _: terminals[0].watch(1 / 30), hold(terminals[1])]
        turns = list(zip(trainings, watches))
        for number in range(rounds):
            for training, watch in turns if number % 2 == 0 else reversed(turns):
                training.turn(seconds, watch)
        base = trainings[0].rate
        result = [base] + [training.rate / base for training in trainings[1:]] + [t.cost for t in trainings[1:]]
        for training in trainings:
            os.kill(training.process, signal.SIGCONT)
        alone.terminate()
        alone.wait()
        for terminal in terminals:
            terminal.quit()
        return result


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    vae = str(root / ".build" / "release" / "vae")
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n")[0], epilog="See the head of this file for what is measured.")
    parser.add_argument("command", nargs="*", default=[vae, "explore", "digits"], help="after --, the program")
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--prelude", default="w", help="keys that open the page where arrows move something")
    parser.add_argument("--rate", type=int, default=50_000, help="bytes a second of the slow terminal")
    parser.add_argument("--mute", action="store_true", help="a terminal that does not answer questions")
    parser.add_argument("--throughput", action="store_true")
    parser.add_argument("--headless", default=f"{shlex.quote(vae)} train digits --latent-size 2 --epochs 100000")
    parser.add_argument("--seconds", type=float, default=2, help="of each turn in measuring throughput")
    parser.add_argument("--rounds", type=int, default=40, help="of turns in measuring throughput")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if "/" in options.command[0]:  # The program is run in a folder of its own.
        options.command[0] = os.path.abspath(options.command[0])
    size = tuple(int(number) for number in options.size.split("x"))

    rows = []  # (name, value, unit, target or None, whether it is met)

    def note(name, value, unit, target=None, is_met=True):
        rows.append((name, value, unit, target, is_met))

    with tempfile.TemporaryDirectory() as directory:
        start = time.monotonic()
        terminal = Terminal(options.command, size, directory, answers=not options.mute)
        terminal.watch(30, until=lambda: terminal.frames)
        note("first frame", round(time.monotonic() - start, 3), "s", "<= 2", time.monotonic() - start <= 2)
        terminal.watch(3)
        terminal.type(options.prelude.encode())
        terminal.watch(1)

        latencies, misses = measure_latency(terminal, options.keys)
        if latencies:
            p50, p99 = statistics.median(latencies), percentile(latencies, 0.99)
            note("key to frame, p50", round(p50, 2), "ms", "<= 1.5", p50 <= 1.5)
            note("key to frame, p99", round(p99, 2), "ms", "<= 10", p99 <= 10)
            note("key to frame, worst", round(max(latencies), 2), "ms")
        echoes = measure_echo(terminal, options.keys)
        note("bare echo, p50", round(statistics.median(echoes), 2), "ms")
        note("bare echo, p99", round(percentile(echoes, 0.99), 2), "ms")
        note("keys without a frame", misses, f"of {options.keys}", "0", misses == 0)

        for page in PAGES:
            seen = len(terminal.frames)
            terminal.type(bytes([page]))
            terminal.watch(1)
            largest = max((frame[2] for frame in terminal.frames[seen:]), default=0)
            note(f"largest frame, page {chr(page)}", largest, "bytes", "<= 24576", largest <= 24 * 1024)

        terminal.type(options.prelude.encode() + b" ")
        count, share = measure_idle(terminal)
        note("idle output", count, "bytes in 3 s", "0", count == 0)
        note("idle processor", round(share * 100, 2), "% of a core", "< 1", share < 0.01)

        delay, shown = measure_slow(terminal, options.rate)
        note(f"slow terminal, last key to last byte", round(delay, 3), "s", "<= 1", delay <= 1)
        note(f"slow terminal, frames shown", shown, "in 3 s", ">= 5", shown >= 5)
        terminal.quit()

    if options.throughput:
        alone, still, held, still_cost, held_cost = measure_throughput(
            options.command, shlex.split(options.headless), size, options.seconds, options.rounds)
        note("throughput alone", alone and round(alone), "examples/s", "known", alone is not None)
        for name, ratio, target, cost in (("open", still, 0.95, still_cost), ("arrow held", held, 0.85, held_cost)):
            is_met = ratio is not None and ratio >= target
            note(f"throughput, explorer {name}", ratio and round(100 * ratio, 1), "% of alone", f">= {target:.0%}", is_met)
            note(f"processor, explorer {name}", cost and round(100 * cost, 1), "% of a core, training apart")

    width = max(len(row[0]) for row in rows)
    for name, value, unit, target, is_met in rows:
        verdict = "" if target is None else f"   {'ok' if is_met else 'MISSED'} ({target})"
        print(f"{name:<{width}}  {value!s:>10} {unit}{verdict}")
    if options.json:
        print(json.dumps({name: {"value": value, "unit": unit, "target": target, "met": is_met}
                          for name, value, unit, target, is_met in rows}))
    sys.exit(0 if all(row[4] for row in rows) else 1)


if __name__ == "__main__":
    main()
