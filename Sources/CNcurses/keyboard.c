// Keys and mouse, through ncurses.
//
// ncurses has functions for the mouse, but of events that arrive together (a press, a drag, the wheel) it reports some
// in the wrong order and loses others, looking for clicks. So to it the start of a report is a key like any other,
// and the rest is read here.

#define _GNU_SOURCE 1
#include "curses-state.h"

#include <stdlib.h>
#include <string.h>

/// What terminals send beyond their descriptions: xterm's arrows with Shift and Control, rxvt's, both modes of the plain ones.
static const struct {
  const char *sequence;
  enum terminal_key key;
} sequences[] = {
    {"\033[A", terminal_key_up},           {"\033OA", terminal_key_up},
    {"\033[B", terminal_key_down},         {"\033OB", terminal_key_down},
    {"\033[C", terminal_key_right},        {"\033OC", terminal_key_right},
    {"\033[D", terminal_key_left},         {"\033OD", terminal_key_left},
    {"\033[1;2A", terminal_key_shift_up},  {"\033[a", terminal_key_shift_up},
    {"\033[1;2B", terminal_key_shift_down}, {"\033[b", terminal_key_shift_down},
    {"\033[1;2C", terminal_key_shift_right}, {"\033[c", terminal_key_shift_right},
    {"\033[1;2D", terminal_key_shift_left}, {"\033[d", terminal_key_shift_left},
    {"\033[1;5A", terminal_key_control_up}, {"\033Oa", terminal_key_control_up},
    {"\033[1;5B", terminal_key_control_down}, {"\033Ob", terminal_key_control_down},
    {"\033[1;5C", terminal_key_control_right}, {"\033Oc", terminal_key_control_right},
    {"\033[1;5D", terminal_key_control_left}, {"\033Od", terminal_key_control_left},
    {"\033[H", terminal_key_home},         {"\033OH", terminal_key_home},
    {"\033[1~", terminal_key_home},        {"\033[7~", terminal_key_home},
    {"\033[F", terminal_key_end},          {"\033OF", terminal_key_end},
    {"\033[4~", terminal_key_end},         {"\033[8~", terminal_key_end},
    {"\033[2~", terminal_key_insert},      {"\033[3~", terminal_key_delete},
    {"\033[5~", terminal_key_page_up},     {"\033[6~", terminal_key_page_down},
    {"\033[Z", terminal_key_shift_tab},    {"\033[0n", terminal_key_answer},
    {"\033[<", terminal_key_mouse},        {"\033[M", terminal_key_old_mouse},
    {"\033[200~", terminal_key_paste_begin}, {"\033[201~", terminal_key_paste_end},
    {"\033]11;", terminal_key_background},
    {"\033OP", terminal_key_function + 1}, {"\033[11~", terminal_key_function + 1},
    {"\033[[A", terminal_key_function + 1}, {"\033OQ", terminal_key_function + 2},
    {"\033[12~", terminal_key_function + 2}, {"\033[[B", terminal_key_function + 2},
    {"\033OR", terminal_key_function + 3}, {"\033[13~", terminal_key_function + 3},
    {"\033[[C", terminal_key_function + 3}, {"\033OS", terminal_key_function + 4},
    {"\033[14~", terminal_key_function + 4}, {"\033[[D", terminal_key_function + 4},
    {"\033[15~", terminal_key_function + 5}, {"\033[[E", terminal_key_function + 5},
    {"\033[17~", terminal_key_function + 6}, {"\033[18~", terminal_key_function + 7},
};

enum {
  sequence_count = sizeof sequences / sizeof sequences[0],
  /// Beyond the codes that ncurses gives to keys of its own and to those it finds in descriptions.
  first_code = 2000,
  /// How long, in milliseconds, the rest of an answer may take: what came late would be taken for keys.
  answer_patience = 250,
};

void open_keyboard(void) {
  keyboard_window = newpad(1, 1);
  keypad(keyboard_window, TRUE);
  nodelay(keyboard_window, TRUE);
  // Bytes of eight bits: else UTF-8 loses one.
  meta(keyboard_window, TRUE);
  // A code of its own for each sequence: define_key takes a code away from the sequence that had it.
  for (int i = 0; i < sequence_count; i++) {
    define_key(sequences[i].sequence, 0);
    define_key(sequences[i].sequence, first_code + i);
  }
}

static enum terminal_key key_with_code(int code) {
  if (code >= first_code && code < first_code + sequence_count) return sequences[code - first_code].key;
  if (code > KEY_F(0) && code <= KEY_F(12)) return (enum terminal_key)(terminal_key_function + code - KEY_F(0));
  switch (code) {
    case KEY_UP: return terminal_key_up;
    case KEY_DOWN: return terminal_key_down;
    case KEY_LEFT: return terminal_key_left;
    case KEY_RIGHT: return terminal_key_right;
    case KEY_SR: return terminal_key_shift_up;
    case KEY_SF: return terminal_key_shift_down;
    case KEY_SLEFT: return terminal_key_shift_left;
    case KEY_SRIGHT: return terminal_key_shift_right;
    case KEY_HOME: return terminal_key_home;
    case KEY_END: return terminal_key_end;
    case KEY_PPAGE: return terminal_key_page_up;
    case KEY_NPAGE: return terminal_key_page_down;
    case KEY_ENTER: return terminal_key_enter;
    case KEY_BACKSPACE: return terminal_key_backspace;
    case KEY_DC: return terminal_key_delete;
    case KEY_IC: return terminal_key_insert;
    case KEY_BTAB: return terminal_key_shift_tab;
    default: return terminal_key_none;
  }
}

/// The next byte of a report that has begun; ERR if it does not come within so many milliseconds.
static int read_within(int milliseconds) {
  wtimeout(keyboard_window, milliseconds);
  int byte = wgetch(keyboard_window);
  nodelay(keyboard_window, TRUE);
  return byte < KEY_MIN ? byte : ERR;
}

static int read_soon(void) { return read_within(25); }

/// The event that `buttons` stands for: two bits of button, 4, 8 and 16 for modifiers, 32 for motion, 64 for the wheel.
static struct terminal_input mouse_event(int buttons, int column, int row, bool is_release) {
  struct terminal_input input = {.kind = terminal_input_mouse, .column = column - 1, .row = row - 1};
  input.button = buttons & 3;
  if (buttons & 64) {
    input.mouse = input.button == 0 ? terminal_mouse_wheel_up : terminal_mouse_wheel_down;
    if (input.button > 1) input.kind = terminal_input_other;
    input.button = 1;
  } else if (is_release) {
    input.mouse = terminal_mouse_release;
  } else {
    input.mouse = buttons & 32 ? terminal_mouse_drag : terminal_mouse_press;
  }
  if (input.button > 2 || column < 1 || row < 1) input.kind = terminal_input_other;
  return input;
}

/// The rest of ESC [ < buttons ; column ; row M, or m for a release.
static struct terminal_input read_mouse(void) {
  struct terminal_input nothing = {.kind = terminal_input_other};
  int numbers[3] = {0}, index = 0;
  for (;;) {
    int byte = read_soon();
    if (byte >= '0' && byte <= '9' && numbers[index] < 10000) {
      numbers[index] = 10 * numbers[index] + byte - '0';
    } else if (byte == ';' && index < 2) {
      index++;
    } else if ((byte == 'M' || byte == 'm') && index == 2) {
      return mouse_event(numbers[0], numbers[1], numbers[2], byte == 'm');
    } else {
      return nothing;
    }
  }
}

/// The rest of ESC [ M and three bytes, each 32 too large, as terminals before 2012 report. Which button was released is not
/// said: the one last pressed.
static struct terminal_input read_old_mouse(void) {
  static int pressed;
  int buttons = read_soon() - 32, column = read_soon() - 32, row = read_soon() - 32;
  bool is_release = (buttons & 3) == 3 && !(buttons & 96);
  if (is_release) return mouse_event(pressed, column, row, true);
  if (!(buttons & 96)) pressed = buttons & 3;
  return mouse_event(buttons, column, row, false);
}

/// A component of a colour, 0…1, from one to four hexadecimal digits at `*text`, which moves behind them and a slash;
/// negative if there are none.
static double read_component(char **text) {
  char *end;
  unsigned long value = strtoul(*text, &end, 16);
  int digits = (int)(end - *text);
  if (digits < 1 || digits > 4) return -1;
  *text = end + (*end == '/');
  return (double)value / (double)((1ul << (4 * digits)) - 1);
}

/// The rest of ESC ] 11 ; rgb:RRRR/GGGG/BBBB, which ends with BEL or with ESC and a backslash.
static struct terminal_input read_background(void) {
  struct terminal_input input = {.kind = terminal_input_background, .luminance = -1};
  char text[64] = "";
  size_t length = 0;
  for (;;) {
    int byte = read_within(answer_patience);
    if (byte == 27) byte = read_within(answer_patience) == '\\' ? 7 : ERR;
    if (byte == ERR || length == sizeof text - 1) return input;
    if (byte == 7) break;
    text[length++] = (char)byte;
  }
  char *place = strncmp(text, "rgba:", 5) == 0 ? text + 5 : strncmp(text, "rgb:", 4) == 0 ? text + 4 : NULL;
  if (place == NULL) return input;
  double red = read_component(&place), green = read_component(&place), blue = read_component(&place);
  if (red >= 0 && green >= 0 && blue >= 0) input.luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return input;
}

void terminal_set_escape_delay(int milliseconds) { set_escdelay(milliseconds); }

static enum terminal_input_kind kind_of(enum terminal_key key) {
  switch (key) {
    case terminal_key_none: return terminal_input_other;
    case terminal_key_answer: return terminal_input_answer;
    case terminal_key_paste_begin: return terminal_input_paste_begin;
    case terminal_key_paste_end: return terminal_input_paste_end;
    default: return terminal_input_key;
  }
}

struct terminal_input terminal_read(void) {
  struct terminal_input input = {.kind = terminal_input_none};
  int read = wgetch(keyboard_window);
  if (read == ERR) return input;
  if (read < KEY_MIN) {
    input.kind = terminal_input_byte;
    input.byte = (unsigned char)read;
    return input;
  }
  input.key = key_with_code(read);
  if (input.key == terminal_key_mouse) return read_mouse();
  if (input.key == terminal_key_old_mouse) return read_old_mouse();
  if (input.key == terminal_key_background) return read_background();
  input.kind = kind_of(input.key);
  if (input.key > terminal_key_function) {
    input.number = (int)input.key - terminal_key_function;
    input.key = terminal_key_function;
  }
  return input;
}
