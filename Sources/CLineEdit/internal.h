/// What the files of this target share.
#ifndef C_LINE_EDIT_INTERNAL_H
#define C_LINE_EDIT_INTERNAL_H

#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

#include "CLineEdit.h"

/// Characters that stand for the editor's own functions. They are C1 controls, which no keyboard sends
/// and which are dropped from what the terminal sends; libedit's key maps cover them.
enum {
  KEY_ACCEPT = 0x81,
  KEY_CANCEL,
  KEY_PASTE,
  KEY_LIST,
  KEY_UP,
  KEY_DOWN,
  KEY_LEFT,
  KEY_RIGHT,
  KEY_WORD_LEFT,
  KEY_WORD_RIGHT,
  KEY_HOME,
  KEY_END,
  KEY_DELETE,
  KEY_BACKSPACE,
};

/// An earlier state of the line.
struct adl_snapshot {
  wchar_t *text;
  size_t length;
  size_t cursor;
};

enum { SNAPSHOTS = 256, LOOKAHEAD = 16 };

struct adl_edit {
  EditLine *el;
  History *history;
  FILE *in, *out;
  char *prompt;
  char *continuation;
  char *listing;
  bool cancelled;
  adl_edit_callbacks callbacks;

  unsigned char ahead[LOOKAHEAD];
  size_t ahead_count;

  struct adl_snapshot current;
  struct adl_snapshot undo[SNAPSHOTS];
  size_t undo_count;
  bool typing;
};

adl_edit *adl_edit_of(EditLine *el);

// keys.c
int adl_read_key(EditLine *el, wchar_t *key);
/// Reads up to the end of a bracketed paste. Returns its text (`malloc`), or NULL.
char *adl_read_paste(adl_edit *edit);

// line.c
/// Returns the line as UTF-8 (`malloc`) and the cursor's place in characters, or NULL without memory.
char *adl_copy_line(EditLine *el, size_t *cursor);
void adl_replace_line(EditLine *el, const wchar_t *text, size_t length, size_t cursor);
void adl_replace_line_utf8(EditLine *el, const char *text, int cursor);
void adl_note_change(adl_edit *edit);
bool adl_undo(adl_edit *edit);
void adl_forget_changes(adl_edit *edit);

// signals.c
/// Readable when a signal has arrived, or -1.
int adl_signals_descriptor(void);
enum adl_event { EVENT_NONE, EVENT_INTERRUPT, EVENT_RESIZE, EVENT_CONTINUE, EVENT_SUSPEND };
/// Takes the next event that a signal left.
enum adl_event adl_signals_next(void);
/// Between these two, signals that end or stop the process leave the terminal as it was found.
void adl_signals_guard_terminal(int in, int out);
void adl_signals_release_terminal(void);
void adl_suspend(void);

#endif
