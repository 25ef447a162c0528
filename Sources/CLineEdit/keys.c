#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

/// How long the rest of a key may take after its ESC.
static const int key_milliseconds = 25;
/// How long a paste may pause before its end is given up.
static const int paste_milliseconds = 2000;

static const char paste_begin[] = "\033[200~", paste_end[] = "\033[201~";

/// What terminals send for keys that have no character. They are told apart here and not in libedit's key
/// maps, where a key that begins with ESC would make vi's ESC wait for more.
static const struct {
  const char *bytes;
  wchar_t key;
} sequences[] = {
  {paste_begin, KEY_PASTE},      {"\033[A", KEY_UP},           {"\033OA", KEY_UP},
  {"\033[B", KEY_DOWN},          {"\033OB", KEY_DOWN},         {"\033[C", KEY_RIGHT},
  {"\033OC", KEY_RIGHT},         {"\033[D", KEY_LEFT},         {"\033OD", KEY_LEFT},
  {"\033[1;5C", KEY_WORD_RIGHT}, {"\033[1;5D", KEY_WORD_LEFT}, {"\033[H", KEY_HOME},
  {"\033OH", KEY_HOME},          {"\033[1~", KEY_HOME},        {"\033[F", KEY_END},
  {"\033OF", KEY_END},           {"\033[4~", KEY_END},         {"\033[3~", KEY_DELETE},
};

enum { BYTE_READ = 1, BYTE_END = 0, BYTE_ERROR = -1, BYTE_LATE = -2, BYTE_INTERRUPT = -3 };

/// Draws the prompt and the line anew where the cursor is.
static void resume(adl_edit *edit) {
  el_set(edit->el, EL_PREP_TERM, 0);
  el_set(edit->el, EL_PREP_TERM, 1);
  fputs("\r\033[?2004h", edit->out);
  el_set(edit->el, EL_REFRESH);
}

static void suspend(adl_edit *edit) {
  fputs("\033[?2004l\n", edit->out);
  fflush(edit->out);
  el_set(edit->el, EL_PREP_TERM, 0);
  adl_suspend();
}

/// Waits for a byte, serving signals meanwhile. A negative timeout waits for ever.
static int next_byte(adl_edit *edit, unsigned char *byte, int milliseconds) {
  if (edit->ahead_count > 0) {
    *byte = edit->ahead[0];
    memmove(edit->ahead, edit->ahead + 1, --edit->ahead_count);
    return BYTE_READ;
  }
  for (;;) {
    switch (adl_signals_next()) {
    case EVENT_INTERRUPT: return BYTE_INTERRUPT;
    case EVENT_SUSPEND:
      suspend(edit);
      resume(edit);
      continue;
    case EVENT_CONTINUE: resume(edit); continue;
    case EVENT_RESIZE: el_resize(edit->el); continue;
    case EVENT_NONE: break;
    }
    struct pollfd sources[2] = {
      {.fd = fileno(edit->in), .events = POLLIN}, {.fd = adl_signals_descriptor(), .events = POLLIN}};
    int ready = poll(sources, 2, milliseconds);
    if (ready == 0) return BYTE_LATE;
    if (ready < 0 && errno != EINTR) return BYTE_ERROR;
    if (ready < 0 || sources[1].revents != 0) continue;
    ssize_t count = read(fileno(edit->in), byte, 1);
    if (count == 1) return BYTE_READ;
    if (count == 0) return BYTE_END;
    if (errno != EINTR && errno != EAGAIN) return BYTE_ERROR;
  }
}

/// Reads the rest of a key that began with ESC. Returns the key it is, or ESC with what followed kept for later.
static wchar_t rest_of_key(adl_edit *edit) {
  unsigned char bytes[LOOKAHEAD] = {033};
  size_t count = 1;
  while (count < sizeof bytes) {
    int status = next_byte(edit, &bytes[count], key_milliseconds);
    if (status == BYTE_INTERRUPT) return KEY_CANCEL;
    if (status != BYTE_READ) break;
    count++;
    bool begins = false;
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
      size_t length = strlen(sequences[i].bytes);
      if (count > length || memcmp(bytes, sequences[i].bytes, count) != 0) continue;
      if (count == length) return sequences[i].key;
      begins = true;
    }
    if (!begins) break;
  }
  // The bytes came out of the front of `ahead`, so there is room for them.
  size_t rest = count - 1;
  memmove(edit->ahead + rest, edit->ahead, edit->ahead_count);
  memcpy(edit->ahead, bytes + 1, rest);
  edit->ahead_count += rest;
  return 033;
}

/// Decodes UTF-8. Returns the bytes that the first character takes, 0 if it goes on after `count` bytes, or -1 if
/// there is none: libedit loops for ever on what is no character of Unicode, and the C library decodes it.
static int decode(const unsigned char *bytes, size_t count, wchar_t *character) {
  unsigned char first = bytes[0];
  if (first < 0x80) {
    *character = first;
    return 1;
  }
  size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return -1;
  unsigned value = first & (0x7F >> length);
  for (size_t i = 1; i < length; i++) {
    if (i == count) return 0;
    if ((bytes[i] & 0xC0) != 0x80) return -1;
    value = value << 6 | (bytes[i] & 0x3F);
  }
  bool is_too_long = value < (length == 4 ? 0x10000u : length == 3 ? 0x800u : 0x80u);
  if (is_too_long || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return -1;
  *character = (wchar_t)value;
  return (int)length;
}

/// libedit's source of characters: UTF-8 from the terminal, with this editor's keys as single characters.
int adl_read_key(EditLine *el, wchar_t *key) {
  adl_edit *edit = adl_edit_of(el);
  adl_note_change(edit);
  unsigned char bytes[4];
  size_t count = 0;
  for (;;) {
    int status = next_byte(edit, &bytes[count], -1);
    if (status == BYTE_INTERRUPT) {
      *key = KEY_CANCEL;
      return 1;
    }
    if (status != BYTE_READ) return status;
    if (count == 0 && bytes[0] == 033) {
      *key = rest_of_key(edit);
      return 1;
    }
    count++;
    int length = decode(bytes, count, key);
    if (length == 0) continue;
    if (length < 0) {
      // Not UTF-8: drop it, but for a last byte that may begin something else.
      if (count > 1 && edit->ahead_count < LOOKAHEAD) {
        memmove(edit->ahead + 1, edit->ahead, edit->ahead_count++);
        edit->ahead[0] = bytes[count - 1];
      }
      count = 0;
      continue;
    }
    if (*key >= 0x80 && *key < 0xA0) {
      count = 0;
      continue;
    }
    return 1;
  }
}

char *adl_read_paste(adl_edit *edit) {
  const size_t mark = sizeof paste_end - 1;
  size_t count = 0, capacity = 4096;
  char *text = malloc(capacity);
  while (text != NULL) {
    unsigned char byte;
    int status = next_byte(edit, &byte, paste_milliseconds);
    if (status == BYTE_INTERRUPT) {
      free(text);
      return NULL;
    }
    if (status != BYTE_READ) break;
    if (count + 2 > capacity) {
      char *larger = realloc(text, capacity *= 2);
      if (larger == NULL) {
        free(text);
        return NULL;
      }
      text = larger;
    }
    text[count++] = (char)byte;
    if (count >= mark && memcmp(text + count - mark, paste_end, mark) == 0) {
      count -= mark;
      break;
    }
  }
  if (text != NULL) text[count] = '\0';
  return text;
}
