/// A key, as far as the program distinguishes keys.
public enum Key: Hashable, Sendable {
  /// A printing character, including Space; capitals are characters of their own.
  case character(Unicode.Scalar)
  /// Control with a letter, given in lower case: `.control("l")`.
  case control(Unicode.Scalar)
  /// An arrow alone.
  case up, down, left, right
  /// An arrow with Shift.
  case shiftUp, shiftDown, shiftLeft, shiftRight
  /// An arrow with Control.
  case controlUp, controlDown, controlLeft, controlRight
  /// A key that moves the cursor in text.
  case home, end, pageUp, pageDown
  /// A key that ends or changes an entry.
  case enter, escape, tab, shiftTab, backspace, delete, insert
  /// F1, F2, …, counted from 1.
  case function(Int)
}

/// An action of the mouse at a cell.
public struct MouseEvent: Hashable, Sendable {
  /// The kinds of action.
  public enum Kind: Hashable, Sendable {
    /// A button was pressed or released, or the mouse moved with a button held.
    case press, release, drag
    /// The wheel was turned one notch.
    case wheelUp, wheelDown
  }

  /// The buttons.
  public enum Button: Hashable, Sendable {
    /// The buttons of a three-button mouse; the wheel is the middle one.
    case left, middle, right
  }

  /// What happened.
  public var kind: Kind
  /// The cell under the mouse.
  public var position: Point
  /// The button used.
  public var button: Button

  /// An event of `kind` at `position`.
  public init(kind: Kind, position: Point, button: Button = .left) {
    self.kind = kind
    self.position = position
    self.button = button
  }
}

/// What a terminal reports.
public enum InputEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse was used.
  case mouse(MouseEvent)
  /// The window has a new size.
  case resize(Size)
  /// Text was pasted. It is not handed on, so that it is not taken for keys.
  case paste
}
