// Opening, painting and closing, through ncurses.

#define _GNU_SOURCE 1
#include "curses-state.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

WINDOW *keyboard_window;

static SCREEN *screen;
static FILE *output_stream, *input_stream;

void terminal_set_locale(const char *name) {
  if (setlocale(LC_CTYPE, name) == NULL) setlocale(LC_CTYPE, "C");
}

bool terminal_locale_is_utf8(const char *name) {
  locale_t locale = newlocale(LC_CTYPE_MASK, name, (locale_t)0);
  if (locale == (locale_t)0) return false;
  bool is_utf8 = strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
  freelocale(locale);
  return is_utf8;
}

int terminal_make_sink(void) {
#ifdef __linux__
  return memfd_create("screen", MFD_CLOEXEC);
#else
  FILE *file = tmpfile();
  if (file == NULL) return -1;
  int descriptor = dup(fileno(file));
  fclose(file);
  return descriptor;
#endif
}

static void close_streams(void) {
  if (output_stream != NULL) fclose(output_stream);
  if (input_stream != NULL) fclose(input_stream);
  output_stream = input_stream = NULL;
}

/// Opens the streams and the screen.
static enum terminal_opening start_screen(const char *type, int sink, int keyboard) {
  enum terminal_opening description = find_description(type, sink);
  if (description != terminal_opened) return description;

  // LINES and COLUMNS of the environment would freeze the size. The sink has none, so ncurses assumes one until told
  // below; without use_tioctl it would refuse terminals whose description gives no size.
  use_env(FALSE);
  use_tioctl(TRUE);
  output_stream = fdopen(dup(sink), "w");
  input_stream = fdopen(dup(keyboard), "r");
  screen = output_stream == NULL || input_stream == NULL ? NULL : newterm(type, output_stream, input_stream);
  if (screen == NULL) close_streams();
  return screen == NULL ? terminal_unknown : terminal_opened;
}

/// The same with more colours; what TERMINFO was is kept for others.
static enum terminal_opening start_screen_with_colors(const char *type, int sink, int keyboard, int colors) {
  const char *before = getenv("TERMINFO");
  char *kept = before == NULL ? NULL : strdup(before);
  enum terminal_opening opening = terminal_unknown;
  if (begin_more_colors(type, colors)) {
    opening = find_description(type, sink);
    if (opening == terminal_opened && takes_more_colors(colors)) opening = start_screen(type, sink, keyboard);
    else opening = terminal_unknown;
  }
  if (kept == NULL) unsetenv("TERMINFO");
  else setenv("TERMINFO", kept, 1);
  free(kept);
  return opening;
}

enum terminal_opening terminal_open(
    const char *type, int sink, int keyboard, int columns, int rows, int colors) {
  enum terminal_opening opening =
      colors == 0 ? terminal_unknown : start_screen_with_colors(type, sink, keyboard, colors);
  if (opening != terminal_opened) opening = start_screen(type, sink, keyboard);
  if (opening != terminal_opened) return opening;
  // The terminal's modes are the caller's affair (a sink has none); these are what ncurses believes of them.
  noecho();
  nonl();
  typeahead(-1);
  set_escdelay(25);
  curs_set(0);
  leaveok(stdscr, TRUE);
  resizeterm(rows, columns);
  open_keyboard();
  // What was written until here speaks of a terminal of the usual size. The first update enters the screen again.
  endwin();
  return terminal_opened;
}

void terminal_leave(void) {
  if (!isendwin()) endwin();
}

void terminal_close(void) {
  if (screen == NULL) return;
  terminal_leave();
  if (keyboard_window != NULL) delwin(keyboard_window);
  keyboard_window = NULL;
  delscreen(screen);
  screen = NULL;
  close_streams();
}

void terminal_make_screen_modes(struct termios *modes) {
  modes->c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | ISTRIP | IXON);
  modes->c_oflag &= ~(tcflag_t)OPOST;
  modes->c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL | IEXTEN);
  modes->c_lflag |= ISIG;
  modes->c_cc[VMIN] = 1;
  modes->c_cc[VTIME] = 0;
  modes->c_cc[VQUIT] = _POSIX_VDISABLE;
}

// MARK: Painting

static bool has_own_colors;

int terminal_start_colors(void) {
  if (!has_colors() || start_color() == ERR) return 0;
  has_own_colors = use_default_colors() == OK;
  return COLOR_PAIRS;
}

bool terminal_define_pair(int pair, int foreground, int background) {
  if (!has_own_colors && foreground < 0) foreground = COLOR_WHITE;
  if (!has_own_colors && background < 0) background = COLOR_BLACK;
#if defined(NCURSES_EXT_COLORS) && NCURSES_EXT_COLORS >= 20170401
  return init_extended_pair(pair, foreground, background) == OK;
#else
  return init_pair((short)pair, (short)foreground, (short)background) == OK;
#endif
}

void terminal_forget_pairs(void) {
#if defined(NCURSES_EXT_COLORS) && NCURSES_EXT_COLORS >= 20170401
  reset_color_pairs();
#endif
}

void terminal_put(int column, int row, uint32_t scalar, unsigned attributes, int pair, bool is_wide) {
  attr_t look = A_NORMAL;
  if (attributes & 1) look |= A_BOLD;
  if (attributes & 2) look |= A_DIM;
  if (attributes & 4) look |= A_UNDERLINE;
  if (attributes & 8) look |= A_REVERSE;

  wchar_t text[2] = {(wchar_t)scalar, 0};
  int width = is_wide ? 2 : 1;
  bool is_shown = wcwidth(text[0]) == width;
  if (!is_shown) text[0] = L'?';
  cchar_t cell;
#if defined(NCURSES_EXT_COLORS) && NCURSES_EXT_COLORS >= 20170401
  setcchar(&cell, text, look, (short)(pair < 32767 ? pair : 32767), &pair);
#else
  setcchar(&cell, text, look, (short)pair, NULL);
#endif
  for (int put = 0; put < (is_shown ? 1 : width); put++) mvadd_wchnstr(row, column + put, &cell, 1);
}

bool terminal_has_width_of_one(uint32_t scalar) { return wcwidth((wchar_t)scalar) == 1; }

void terminal_resize(int columns, int rows) {
  resizeterm(rows, columns);
  // Not cleared: the caller has every row written over.
  clearok(curscr, FALSE);
}

void terminal_forget_row(int row) { wredrawln(stdscr, row, 1); }

void terminal_move_home(void) {
  leaveok(stdscr, FALSE);
  wmove(stdscr, 0, 0);
  terminal_update();
  leaveok(stdscr, TRUE);
}

void terminal_clear(void) {
  werase(stdscr);
  clearok(curscr, TRUE);
  terminal_update();
}

void terminal_update(void) {
  wnoutrefresh(stdscr);
  doupdate();
}

bool terminal_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}
