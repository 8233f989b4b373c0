import Testing

@testable import TerminalGraphics

@Suite struct PrintableTextTests {
  @Test func nothingSteersTheTerminal() {
    #expect("run \u{1B}]0;x\u{07}\u{9B}2J\u{202E}exe.txt\u{7F}\r".printable == "run �]0;x��2J�exe.txt��")
    #expect("two\nlines\tand 漢字 é 🙂".printable == "two\nlines\tand 漢字 é 🙂")
  }

  @Test func jsonMeansTheSame() {
    let text = "{\"name\": \"a\u{9B}\u{202E}b\",\n \"c\": \"é\"}"
    #expect(text.printableJSON == "{\"name\": \"a\\u009b\\u202eb\",\n \"c\": \"é\"}")
  }

  @Test func fileNamesArePlain() {
    #expect("a/b\u{1B}[1m\u{202E} 漢é-1.npy".fileNamePart == "a-b--1m--漢é-1.npy")
    #expect(".hidden".fileNamePart == "-hidden" && "mnist-2d".fileNamePart == "mnist-2d")
    #expect(String(repeating: "x", count: 500).fileNamePart.count == 80)
  }

  @Test func widthsAreThoseOfTerminals() {
    let widths: [(Unicode.Scalar, Int)] = [
      ("a", 1), ("é", 1), ("漢", 2), ("字", 2), ("ア", 2), ("ｱ", 1), ("한", 2), ("\u{1160}", 0), ("，", 2),
      ("🙂", 2), ("🚀", 2), ("⌚", 2), ("★", 1), ("█", 1), ("⠿", 1), ("−", 1), ("\u{301}", 0), ("\u{E31}", 0),
      ("\u{200B}", 0), ("\u{FE0F}", 0), ("\u{1B}", 1), ("\u{202E}", 1), ("\u{20000}", 2), ("\u{3099}", 0),
    ]
    for (scalar, width) in widths { #expect(scalar.columns == width, "U+\(String(scalar.value, radix: 16))") }
  }

  @Test func textIsFittedByColumns() {
    #expect(TextLayout.width("漢字ab") == 6)
    #expect(TextLayout.truncated("漢字漢字", to: 6) == "漢字…")
    #expect(TextLayout.truncatedAtStart("runs/漢字漢字", to: 6) == "…漢字")
    #expect(TextLayout.padded("漢", to: 4) == "漢  ")
    #expect(TextLayout.wrapped("漢字漢字 ab", to: 5) == ["漢字", "漢字", "ab"])
    #expect(TextLayout.wrapped("漢字", to: 1).prefix(2) == ["漢", "字"])
  }
}
