// More numbers for colours than a description of 256 has, so that thousands of values can stand on one screen.
//
// Such terminals take the number of a colour as "38;5;N", whatever N is, and what ncurses writes is translated on its way to
// the terminal. The description is read from its file, given another count, and handed to ncurses through TERMINFO, which
// takes a whole description in hexadecimal.

#define _GNU_SOURCE 1
#include "curses-state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

enum { header_size = 12, largest_description = 32768, colors_index = 13, wide_magic = 01036, narrow_magic = 0432 };

static int number_at(const unsigned char *bytes, size_t place) { return bytes[place] | bytes[place + 1] << 8; }

/// Reads the file of a description in a folder; returns its size, 0 where there is none.
static size_t read_description(const char *folder, int length, const char *type, unsigned char *bytes) {
  const char *forms[] = {"%.*s/%c/%s", "%.*s/%02x/%s"};
  for (int form = 0; form < 2; form++) {
    char path[4096];
    int needed = snprintf(path, sizeof path, forms[form], length, folder, type[0], type);
    FILE *file = needed < (int)sizeof path ? fopen(path, "rb") : NULL;
    if (file == NULL) continue;
    size_t size = fread(bytes, 1, largest_description, file);
    fclose(file);
    return size;
  }
  return 0;
}

/// The same, from where ncurses looks: TERMINFO, the home folder, TERMINFO_DIRS, and the system's folders.
static size_t find_file(const char *type, unsigned char *bytes) {
  char home[4096];
  snprintf(home, sizeof home, "%s/.terminfo", getenv("HOME") ? getenv("HOME") : "");
  const char *lists[] = {
      getenv("TERMINFO"), home, getenv("TERMINFO_DIRS"),
      "/etc/terminfo:/lib/terminfo:/usr/share/terminfo:/usr/lib/terminfo:/usr/local/share/terminfo"};
  for (size_t index = 0; index < sizeof lists / sizeof *lists; index++) {
    const char *folder = lists[index];
    while (folder != NULL && *folder != '\0') {
      size_t length = strcspn(folder, ":");
      size_t size = length == 0 ? 0 : read_description(folder, (int)length, type, bytes);
      if (size > 0) return size;
      folder += length + (folder[length] == ':');
    }
  }
  return 0;
}

/// Gives a description of 256 colours `colors` of them; false where it is another.
static bool raise_colors(unsigned char *bytes, size_t size, int colors) {
  if (size < header_size) return false;
  int magic = number_at(bytes, 0);
  if (magic != wide_magic && magic != narrow_magic) return false;
  size_t numbers = (size_t)(header_size + number_at(bytes, 2) + number_at(bytes, 4));
  numbers += numbers & 1;
  size_t place = numbers + colors_index * (magic == wide_magic ? 4 : 2);
  if (number_at(bytes, 6) <= colors_index || place + 2 > size || number_at(bytes, place) != 256) return false;
  bytes[place] = (unsigned char)colors;
  bytes[place + 1] = (unsigned char)(colors >> 8);
  return true;
}

bool begin_more_colors(const char *type, int colors) {
  unsigned char bytes[largest_description];
  size_t size = find_file(type, bytes);
  if (!raise_colors(bytes, size, colors)) return false;
  char *text = malloc(2 * size + 5);
  if (text == NULL) return false;
  strcpy(text, "hex:");
  for (size_t index = 0; index < size; index++) sprintf(text + 4 + 2 * index, "%02X", bytes[index]);
  setenv("TERMINFO", text, 1);
  free(text);
  return true;
}

bool takes_more_colors(int colors) {
  const char *names[] = {"setaf", "setab"}, *forms[] = {"\033[38;5;%dm", "\033[48;5;%dm"};
  for (int index = 0; index < 2; index++) {
    const char *capability = terminal_string(names[index]);
    char wanted[32];
    snprintf(wanted, sizeof wanted, forms[index], colors - 1);
    if (capability == NULL || strcmp(tparm(capability, colors - 1), wanted) != 0) return false;
  }
  return terminal_number("colors") == colors;
}
