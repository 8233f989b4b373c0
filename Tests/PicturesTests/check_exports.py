#!/usr/bin/env python3
"""Check exported files with readers that are not ours: Pillow for PNG and GIF, Python's own for XML and CSV.

    check_exports.py FOLDER

Every picture NAME.png or NAME.gif has its pixels beside it in NAME.raw: bytes of all frames, grey or RGB.
Prints a line a file; exits with 1 at the first that differs, with 77 if Pillow is missing.
"""
import csv, pathlib, sys, xml.etree.ElementTree

try:
    from PIL import Image, ImageSequence
except ImportError:
    sys.exit(77)


def pixels(path):
    with Image.open(path) as image:
        if path.suffix == ".gif":
            return b"".join(frame.convert("L").tobytes() for frame in ImageSequence.Iterator(image))
        return image.tobytes()


def check(path):
    if path.suffix in (".png", ".gif"):
        assert pixels(path) == path.with_suffix(".raw").read_bytes(), "pixels differ"
    elif path.suffix == ".svg":
        root = xml.etree.ElementTree.parse(path).getroot()
        assert root.tag == "{http://www.w3.org/2000/svg}svg", root.tag
    elif path.suffix == ".csv":
        rows = list(csv.reader(path.open(newline="")))
        assert len({len(row) for row in rows}) == 1, "rows of different lengths"


for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if file.suffix != ".raw":
        check(file)
        print(file.name, "is right")
