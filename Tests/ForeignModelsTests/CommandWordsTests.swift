import Formats
import TestFiles
import Testing

@testable import ForeignModels

struct CommandWordsTests {
  @Test(arguments: [
    ("python3 my_model.py", ["python3", "my_model.py"]), ("  a\tb ", ["a", "b"]),
    ("python3 'my model.py' --x=\"a b\"", ["python3", "my model.py", "--x=a b"]),
    (#"a\ b "c\"d" 'e\f' "g\h""#, ["a b", "c\"d", #"e\f"#, #"g\h"#]), ("a '' b", ["a", "", "b"]),
    ("$HOME *.py;ls", ["$HOME", "*.py;ls"]),
  ]) func wordsAreThoseOfAShell(text: String, words: [String]) throws {
    #expect(try CommandWords.split(text) == words)
  }

  @Test(arguments: [
    ("a 'b", "a closing '"), ("a \"b", "a closing \""), ("a \\", "backslash"), ("  ", "a command"),
  ])
  func anUnfinishedCommandIsNamed(text: String, expected: String) {
    let error = inputError { try CommandWords.split(text) }
    #expect(error?.description.contains(expected) == true, "\(error as Any)")
  }
}
