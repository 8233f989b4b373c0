/// The terminal as the Terminal module sees it: ncurses behind about twenty small functions, and the signals.
///
/// Nothing of <curses.h> is named here: what its types are differs between systems, and its macros do not reach Swift.
/// There is one terminal a process, and all functions but those about signals belong to one thread.
#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <termios.h>

// MARK: Opening and closing

/// Uses the character set of locale `name`, or plain ASCII if there is no such locale.
///
/// Characters only: the numbers that the program reads and writes keep their decimal points.
void terminal_set_locale(const char *name);

/// Whether the character set of locale `name` is UTF-8. Changes nothing.
bool terminal_locale_is_utf8(const char *name);

/// What `terminal_open` found.
enum terminal_opening {
  terminal_opened,
  /// No description of a terminal of this type.
  terminal_unknown,
  /// A terminal whose cursor cannot be moved.
  terminal_dumb,
};

/// A file without a name, for ncurses to write to; -1 if there can be none.
int terminal_make_sink(void);

/// Starts ncurses for a terminal of `type`, of `columns`×`rows`: it writes to the file `sink` and reads from `keyboard`.
///
/// Where `colors` is not 0 and the terminal has 256, ncurses counts with so many instead, if it can: what it writes then has
/// numbers that the terminal does not know. `terminal_number("colors")` says how many there are.
enum terminal_opening terminal_open(
    const char *type, int sink, int keyboard, int columns, int rows, int colors);

/// Writes to the sink what leaves the screen as it was found; `terminal_update` enters it again.
void terminal_leave(void);

/// Frees all that `terminal_open` made. Writes nothing that matters.
void terminal_close(void);

/// Makes of `modes` those of a screen: each key at once, unseen and untranslated; no translation of output.
///
/// Control-C and Control-Z remain signals. Control-S, which freezes a terminal, and Control-\, which kills, are keys.
void terminal_make_screen_modes(struct termios *modes);

// MARK: What the terminal can do

/// The string capability `name`, or NULL.
const char *terminal_string(const char *name);

/// The number capability `name`; negative if there is none.
int terminal_number(const char *name);

/// Whether the terminal has the boolean capability `name`.
bool terminal_flag(const char *name);

/// Whether there is a description of terminals of `type`, and whether by it the cursor can be moved. The terminal that is
/// open, if any, stays as it is.
bool terminal_is_described(const char *type);
bool terminal_can_move_cursor(const char *type);

/// The number of colours in the description of terminals of `type`, and whether they are red, green and blue values;
/// negative if there is no description. The terminal that is open, if any, stays as it is.
int terminal_described_colors(const char *type, bool *is_direct);

// MARK: Painting

/// Switches colours on; returns the number of pairs, 0 without colours.
int terminal_start_colors(void);

/// Makes `pair` (from 1) show `foreground` on `background`; -1 is the terminal's own colour.
bool terminal_define_pair(int pair, int foreground, int background);

/// Forgets all pairs. Whatever is on the screen has to be painted again.
void terminal_forget_pairs(void);

/// Puts a character of one column, or of two if it is wide, at a place: attribute bit 0 bold, 1 dim, 2 underlined, 3 reversed.
/// Where the system's library takes it for one of another width, a "?" stands for it.
void terminal_put(int column, int row, uint32_t scalar, unsigned attributes, int pair, bool is_wide);

/// Whether the locale's character set has a character that is one column wide: others are not put as they are.
bool terminal_has_width_of_one(uint32_t scalar);

/// Gives the screen a new size; what is on it then is not known, so it has to be cleared or every row forgotten.
void terminal_resize(int columns, int rows);

/// Forgets what a row of the screen shows, so that the next update writes it whole.
void terminal_forget_row(int row);

/// Writes to the sink what moves the cursor home, from where it is believed to be.
void terminal_move_home(void);

/// Takes away all that was put, and writes to the sink what clears the screen whatever is on it.
void terminal_clear(void);

/// Writes to the sink what turns the screen last written into the one put together.
void terminal_update(void);

/// The size that the terminal `descriptor` says it has; false if it says none.
bool terminal_size(int descriptor, int *columns, int *rows);

// MARK: Keys and mouse

/// What was read.
enum terminal_input_kind {
  terminal_input_none,
  /// A byte of a character. ncurses can put characters together too, but swallows what follows a broken one.
  terminal_input_byte,
  terminal_input_key,
  terminal_input_mouse,
  /// Something read that has no meaning here; there may be more.
  terminal_input_other,
  /// The answer to the question "are you there", ESC [ 5 n.
  terminal_input_answer,
  /// The marks around pasted text, from terminals that were asked for them.
  terminal_input_paste_begin, terminal_input_paste_end,
  /// The answer to the question for the background colour, ESC ] 11 ; ?.
  terminal_input_background,
};

enum terminal_key {
  terminal_key_none,
  terminal_key_up, terminal_key_down, terminal_key_left, terminal_key_right,
  terminal_key_shift_up, terminal_key_shift_down, terminal_key_shift_left, terminal_key_shift_right,
  terminal_key_control_up, terminal_key_control_down, terminal_key_control_left, terminal_key_control_right,
  terminal_key_home, terminal_key_end, terminal_key_page_up, terminal_key_page_down,
  terminal_key_enter, terminal_key_backspace, terminal_key_delete, terminal_key_insert,
  terminal_key_shift_tab,
  /// The terminal's answers, the marks of a paste and the starts of mouse reports; never given as keys.
  terminal_key_answer, terminal_key_mouse, terminal_key_old_mouse,
  terminal_key_paste_begin, terminal_key_paste_end, terminal_key_background,
  /// F0; F1 is one more.
  terminal_key_function = 100,
};

enum terminal_mouse {
  terminal_mouse_press, terminal_mouse_release, terminal_mouse_drag,
  terminal_mouse_wheel_up, terminal_mouse_wheel_down,
};

struct terminal_input {
  enum terminal_input_kind kind;
  /// The byte.
  uint8_t byte;
  enum terminal_key key;
  /// For function keys, which.
  int number;
  enum terminal_mouse mouse;
  /// 0 left, 1 middle, 2 right.
  int button;
  int column, row;
  /// The luminance of the background, 0 black … 1 white; negative if the answer cannot be read.
  double luminance;
};

/// The next key or mouse event that is waiting; `terminal_input_none` if none is.
struct terminal_input terminal_read(void);

/// How long an escape may wait, in milliseconds, for what makes it the start of a key or of an answer.
void terminal_set_escape_delay(int milliseconds);

// MARK: Signals

/// From now on every signal that would end the process, and TSTP, CONT and WINCH, write their number as one byte to `pipe`.
/// Those ignored stay so. PIPE and XFSZ are ignored, so that a write fails instead. Left alone are the signals of crashes,
/// KILL and STOP, which cannot be caught, and those that do nothing or stop the process.
void terminal_watch_signals(int pipe);

/// Gives all those signals their former handlers back.
void terminal_unwatch_signals(void);

/// Stops the process as Ctrl-Z does, and returns when it goes on; at once if there is nobody to make it go on.
void terminal_stop_process(void);

/// What puts the terminal right when the program crashes.
struct terminal_rescue {
  /// The terminal, and what to write to it.
  int terminal;
  const char *restore;
  size_t length;
  /// Its modes.
  struct termios modes;
  /// The pipe that holds what was written to standard error, and where that should have gone; or -1.
  int log, log_target;
};

/// From now on a crash (SEGV, BUS, ILL, TRAP, FPE, ABRT, QUIT) or `exit` first does as `rescue` says. The string must stay.
void terminal_arm_rescue(const struct terminal_rescue *rescue);

/// Ends that.
void terminal_disarm_rescue(void);

#endif
