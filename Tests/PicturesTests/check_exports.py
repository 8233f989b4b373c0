#!/usr/bin/env python3
"""Check exported files with readers that are not ours: Pillow for PNG and GIF, Python's own for XML and CSV.

    check_exports.py FOLDER

Where a picture NAME.png or NAME.gif has NAME.raw beside it, those are its pixels: bytes of all frames, grey or RGB. Of
cut-NAME.png they may be one level off.
Prints a line a file with what is in it; exits with 1 at the first that is wrong, with 77 if Pillow is missing.
"""
import base64, csv, io, pathlib, sys, xml.etree.ElementTree

try:
    from PIL import Image, ImageSequence
except ImportError:
    sys.exit(77)


def as_bytes(image, mode):
    """The pixels, 0…255."""
    if image.mode.startswith("I"):
        return bytes((value * 255 + 32767) // 65535 for value in image.getdata())
    return image.convert(mode).tobytes()


def picture(path):
    raw = path.with_suffix(".raw")
    with Image.open(path) as image:
        count = getattr(image, "n_frames", 1)
        is_color = raw.exists() and raw.stat().st_size == 3 * count * image.width * image.height
        mode = "RGB" if is_color else "L"
        frames = [as_bytes(frame, mode) for frame in ImageSequence.Iterator(image)]
        content = f"{image.format}, {image.width}×{image.height}, frames: {len(frames)}"
    if raw.exists():
        # Pillow cuts 16 bits of a colour to 8, where the nearest level may be the next.
        allowed = 1 if path.stem.startswith("cut-") else 0
        differences = (abs(a - b) for a, b in zip(b"".join(frames), raw.read_bytes(), strict=True))
        assert max(differences) <= allowed, "pixels differ"
    assert any(frames[0]), "nothing but black"
    return content


def svg(path):
    root = xml.etree.ElementTree.parse(path).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg", root.tag
    circles = root.iter("{http://www.w3.org/2000/svg}circle")
    images = list(root.iter("{http://www.w3.org/2000/svg}image"))
    for image in images:
        kind, data = image.get("href").split(",")
        assert kind == "data:image/png;base64", kind
        Image.open(io.BytesIO(base64.b64decode(data, validate=True))).load()
    return f"SVG, circles: {len(list(circles))}" + (f", pictures: {len(images)}" if images else "")


def table(path):
    rows = list(csv.reader(path.open(newline="")))
    assert len({len(row) for row in rows}) == 1, "rows of different lengths"
    return f"CSV, rows: {len(rows)}"


readers = {".png": picture, ".gif": picture, ".svg": svg, ".csv": table}
sys.stdout.reconfigure(encoding="utf-8")
for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if file.suffix in readers:
        print(f"{file.name} is right: {readers[file.suffix](file)}")
