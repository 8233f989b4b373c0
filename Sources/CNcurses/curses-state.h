// Shared by the sources that use ncurses. The wide functions are asked for before its header.
#ifndef CURSES_STATE_H
#define CURSES_STATE_H

#define NCURSES_WIDECHAR 1
#ifdef __APPLE__
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#include "CNcurses.h"

#include <curses.h>
#include <wchar.h>

/// Where keys are read: a pad that is never drawn, for reading from a window would refresh it.
extern WINDOW *keyboard_window;

/// Looks the terminal `type` up: known, unknown, or of no use.
enum terminal_opening find_description(const char *type, int sink);

/// Makes ncurses find, by TERMINFO, a description of `type` with `colors` colours; false where it has not 256 by itself.
bool begin_more_colors(const char *type, int colors);

/// Whether the description that was found has so many colours, and sets them by their numbers.
bool takes_more_colors(int colors);

/// Makes that window, and teaches ncurses the keys that descriptions of terminals leave out.
void open_keyboard(void);

#endif
