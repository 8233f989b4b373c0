// TerminalGraphics
