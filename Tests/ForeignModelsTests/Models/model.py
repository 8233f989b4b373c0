"""A model for tests: decodes (a, b) to a row of pixels of a, then of b; encodes the mean of an image. The first argument
says how it misbehaves."""

import json
import os
import sys
import time

behaviour = sys.argv[1] if len(sys.argv) > 1 else "good"
requests, answers = os.fdopen(0, "rb"), os.fdopen(1, "wb")


def send(header, payload=b""):
    answers.write((json.dumps(header) if isinstance(header, dict) else header).encode() + b"\n" + payload)
    answers.flush()


print("starting", file=sys.stderr, flush=True)
if behaviour == "mute":
    time.sleep(60)
if behaviour == "chatty":
    send("Loading weights …")
if behaviour == "future":
    send({"protocol": "vae-model-2"})
if behaviour == "absent":
    print("no weights", file=sys.stderr, flush=True)
    sys.exit(3)
if behaviour == "stubborn":
    import signal

    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.fork() == 0:
        time.sleep(60)
hello = {
    "protocol": "vae-model-1", "name": "test", "latentSize": 2, "imageSize": [2, 3], "encodes": True,
    "maxRows": 4, "mood": "cheerful",
}
send(hello)
if behaviour == "stubborn":
    time.sleep(60)
while line := requests.readline():
    request = json.loads(line)
    rows = request.get("decode") or request.get("encode")
    assert rows <= 4, "more rows than maxRows"
    payload = requests.read(rows * (8 if "decode" in request else 6))
    if behaviour == "hang":
        time.sleep(60)
    if behaviour == "crash":
        print("Traceback: out of memory", file=sys.stderr, flush=True)
        os._exit(9)
    if behaviour == "lie":
        send({"rows": rows + 1})
        continue
    if behaviour == "refuse":
        send({"error": "z is too far out"})
        continue
    if behaviour == "noisy":
        sys.stderr.write("x" * 200_000 + "\n")
        sys.stderr.flush()
    if behaviour == "short":
        send({"rows": rows}, b"\0")
        sys.exit(0)
    import struct

    if "decode" in request:
        z = struct.unpack(f"<{rows * 2}f", payload)
        pixels = [max(0, min(255, round(255 * z[2 * row + (column > 2)]))) for row in range(rows) for column in range(6)]
        send({"rows": rows}, bytes(pixels))
    else:
        means = [sum(payload[6 * row:6 * row + 6]) / 6 / 255 for row in range(rows)]
        values = [value for mean in means for value in (mean, -mean)] + [-1.0] * (2 * rows)
        send({"rows": rows}, struct.pack(f"<{len(values)}f", *values))
