import CNcurses
import TerminalGraphics

extension InputEvent {
  /// What ncurses read, in our words; nil if it means nothing to us.
  init?(_ input: terminal_input) {
    switch input.kind {
    case terminal_input_character:
      guard let key = Key(character: input.scalar) else { return nil }
      self = .key(key)
    case terminal_input_key:
      guard let key = Key(input) else { return nil }
      self = .key(key)
    case terminal_input_mouse:
      guard let event = MouseEvent(input) else { return nil }
      self = .mouse(event)
    default: return nil
    }
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
    guard kinds.indices.contains(Int(input.mouse.rawValue)), buttons.indices.contains(Int(input.button)) else {
      return nil
    }
    self.init(
      kind: kinds[Int(input.mouse.rawValue)], position: Point(x: Int(input.column), y: Int(input.row)),
      button: buttons[Int(input.button)])
  }
}
