// Keys and mouse, through ncurses.

#define _GNU_SOURCE 1
#include "curses-state.h"

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
};

void open_keyboard(void) {
  keyboard_window = newpad(1, 1);
  keypad(keyboard_window, TRUE);
  nodelay(keyboard_window, TRUE);
  mouseinterval(0);
  // A code of its own for each sequence: define_key takes a code away from the sequence that had it.
  for (int i = 0; i < sequence_count; i++) {
    define_key(sequences[i].sequence, 0);
    define_key(sequences[i].sequence, first_code + i);
  }
}

bool terminal_report_mouse(bool on) {
  if (on && !has_mouse()) return false;
  mousemask(on ? ALL_MOUSE_EVENTS | REPORT_MOUSE_POSITION : 0, NULL);
  return true;
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

/// The event that `KEY_MOUSE` announced.
static struct terminal_input read_mouse(void) {
  struct terminal_input input = {.kind = terminal_input_other};
  MEVENT event;
  if (getmouse(&event) != OK) return input;

  static const mmask_t pressed[] = {
      BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED | BUTTON1_TRIPLE_CLICKED,
      BUTTON2_PRESSED | BUTTON2_CLICKED | BUTTON2_DOUBLE_CLICKED | BUTTON2_TRIPLE_CLICKED,
      BUTTON3_PRESSED | BUTTON3_CLICKED | BUTTON3_DOUBLE_CLICKED | BUTTON3_TRIPLE_CLICKED,
  };
  static const mmask_t released[] = {BUTTON1_RELEASED, BUTTON2_RELEASED, BUTTON3_RELEASED};
  static int held;

  input.kind = terminal_input_mouse;
  input.column = event.x;
  input.row = event.y;
  input.button = held;
  for (int button = 0; button < 3; button++) {
    if (event.bstate & pressed[button]) {
      input.mouse = terminal_mouse_press;
      input.button = held = button;
      return input;
    }
    if (event.bstate & released[button]) {
      input.mouse = terminal_mouse_release;
      input.button = button;
      return input;
    }
  }
  if (event.bstate & BUTTON4_PRESSED) {
    input.mouse = terminal_mouse_wheel_up;
    input.button = 1;
#if NCURSES_MOUSE_VERSION > 1
  } else if (event.bstate & BUTTON5_PRESSED) {
    input.mouse = terminal_mouse_wheel_down;
    input.button = 1;
#endif
  } else if (event.bstate & REPORT_MOUSE_POSITION) {
    input.mouse = terminal_mouse_drag;
  } else {
    input.kind = terminal_input_other;
  }
  return input;
}

struct terminal_input terminal_read(void) {
  struct terminal_input input = {.kind = terminal_input_none};
  wint_t read = 0;
  switch (wget_wch(keyboard_window, &read)) {
    case OK:
      input.kind = terminal_input_character;
      input.scalar = (uint32_t)read;
      return input;
    case KEY_CODE_YES:
      if (read == KEY_MOUSE) return read_mouse();
      input.key = key_with_code((int)read);
      input.kind = input.key == terminal_key_none     ? terminal_input_other
                   : input.key == terminal_key_answer ? terminal_input_answer
                                                      : terminal_input_key;
      if (input.key > terminal_key_function) {
        input.number = (int)input.key - terminal_key_function;
        input.key = terminal_key_function;
      }
      return input;
    default:
      return input;
  }
}
