// What the description of the terminal (terminfo) says. Apart, because <term.h> makes macros of ordinary words.

#define _GNU_SOURCE 1
#include "curses-state.h"

#include <term.h>
#include <unistd.h>

enum terminal_opening find_description(const char *type, int sink) {
  int found = 0;
  // With a place for the reason this returns where it would otherwise print a message and exit.
  if (setupterm((char *)type, sink, &found) == ERR) return terminal_unknown;
  return terminal_string("cup") == NULL ? terminal_dumb : terminal_opened;
}

const char *terminal_string(const char *name) {
  const char *string = tigetstr((char *)name);
  return string == (char *)-1 ? NULL : string;
}

int terminal_number(const char *name) { return tigetnum((char *)name); }

bool terminal_flag(const char *name) { return tigetflag((char *)name) > 0; }

bool terminal_is_described(const char *type) {
  bool is_direct;
  return terminal_described_colors(type, &is_direct) >= 0;
}

bool terminal_can_move_cursor(const char *type) {
  TERMINAL *open_terminal = set_curterm(NULL);
  int found = 0;
  bool can_move = false;
  if (setupterm((char *)type, STDOUT_FILENO, &found) == OK) {
    can_move = terminal_string("cup") != NULL;
    del_curterm(cur_term);
  }
  set_curterm(open_terminal);
  return can_move;
}

int terminal_described_colors(const char *type, bool *is_direct) {
  TERMINAL *open_terminal = set_curterm(NULL);
  int found = 0;
  int colors = -1;
  if (setupterm((char *)type, STDOUT_FILENO, &found) == OK) {
    colors = terminal_number("colors");
    if (colors < 0) colors = 0;
    *is_direct = terminal_flag("RGB");
    del_curterm(cur_term);
  }
  set_curterm(open_terminal);
  return colors;
}
