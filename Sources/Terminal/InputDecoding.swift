import CNcurses
import TerminalGraphics

/// Turns the input that ncurses reads into events.
struct InputDecoder {
  /// The first bytes of a character whose other bytes have not been read yet.
  private var partial: [UInt8] = []

  /// The event that `input` is or completes; `nil` if there is none yet.
  mutating func event(_ input: terminal_input) -> InputEvent? {
    switch input.kind {
    case terminal_input_byte: scalar(input.byte).flatMap { Key(character: $0.value) }.map { .key($0) }
    case terminal_input_key: Key(input).map { .key($0) }
    case terminal_input_mouse: MouseEvent(input).map { .mouse($0) }
    default: nil
    }
  }

  /// The UTF-8 character that `byte` completes. Invalid bytes are skipped.
  private mutating func scalar(_ byte: UInt8) -> Unicode.Scalar? {
    let continues = byte & 0b1100_0000 == 0b1000_0000
    if !continues { partial.removeAll(keepingCapacity: true) }
    if continues && partial.isEmpty { return nil }
    partial.append(byte)
    let count = max(1, (~partial[0]).leadingZeroBitCount)
    guard partial.count >= count else { return nil }
    defer { partial.removeAll(keepingCapacity: true) }
    return String(validating: partial, as: UTF8.self)?.unicodeScalars.first
  }
}

extension Key {
  /// The key that sends the character `value`.
  init?(character value: UInt32) {
    switch value {
    case 9: self = .tab
    case 10, 13: self = .enter
    case 27: self = .escape
    case 8, 127: self = .backspace
    case 1...26:
      guard let letter = Unicode.Scalar(value + 0x60) else { return nil }
      self = .control(letter)
    case 0..<32, 128..<160: return nil
    default:
      guard let scalar = Unicode.Scalar(value) else { return nil }
      self = .character(scalar)
    }
  }

  fileprivate init?(_ input: terminal_input) {
    switch input.key {
    case terminal_key_up: self = .up
    case terminal_key_down: self = .down
    case terminal_key_left: self = .left
    case terminal_key_right: self = .right
    case terminal_key_shift_up: self = .shiftUp
    case terminal_key_shift_down: self = .shiftDown
    case terminal_key_shift_left: self = .shiftLeft
    case terminal_key_shift_right: self = .shiftRight
    case terminal_key_control_up: self = .controlUp
    case terminal_key_control_down: self = .controlDown
    case terminal_key_control_left: self = .controlLeft
    case terminal_key_control_right: self = .controlRight
    case terminal_key_home: self = .home
    case terminal_key_end: self = .end
    case terminal_key_page_up: self = .pageUp
    case terminal_key_page_down: self = .pageDown
    case terminal_key_enter: self = .enter
    case terminal_key_backspace: self = .backspace
    case terminal_key_delete: self = .delete
    case terminal_key_insert: self = .insert
    case terminal_key_shift_tab: self = .shiftTab
    case terminal_key_function: self = .function(Int(input.number))
    default: return nil
    }
  }
}

extension MouseEvent {
  fileprivate init?(_ input: terminal_input) {
    let kinds: [Kind] = [.press, .release, .drag, .wheelUp, .wheelDown]
    let buttons: [Button] = [.left, .middle, .right]
    guard kinds.indices.contains(Int(input.mouse.rawValue)), buttons.indices.contains(Int(input.button))
    else {
      return nil
    }
    self.init(
      kind: kinds[Int(input.mouse.rawValue)], position: Point(x: Int(input.column), y: Int(input.row)),
      button: buttons[Int(input.button)])
  }
}
