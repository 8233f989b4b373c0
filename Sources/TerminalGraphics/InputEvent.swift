/// A key, as far as the program tells keys apart.
public enum Key: Hashable, Sendable {
  /// A printing character, Space included; capitals are characters of their own.
  case character(Unicode.Scalar)
  /// Control with a letter, which is given in lower case: `.control("l")`.
  case control(Unicode.Scalar)
  /// An arrow alone.
  case up, down, left, right
  /// An arrow with Shift.
  case shiftUp, shiftDown, shiftLeft, shiftRight
  /// An arrow with Control.
  case controlUp, controlDown, controlLeft, controlRight
  /// A key that moves about in text.
  case home, end, pageUp, pageDown
  /// A key that ends or changes an entry.
  case enter, escape, tab, shiftTab, backspace, delete, insert
  /// F1, F2, …, counted from 1.
  case function(Int)
}

/// Something done with the mouse at a cell.
public struct MouseEvent: Hashable, Sendable {
  /// What was done.
  public enum Kind: Hashable, Sendable {
    /// A button went down, came up, or the mouse moved with it held.
    case press, release, drag
    /// The wheel was turned one notch.
    case wheelUp, wheelDown
  }

  /// Which button.
  public enum Button: Hashable, Sendable {
    /// The buttons of a three-button mouse; the wheel counts as the middle one.
    case left, middle, right
  }

  /// What was done.
  public var kind: Kind
  /// The cell the mouse was at.
  public var position: Point
  /// The button it was done with.
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
}
