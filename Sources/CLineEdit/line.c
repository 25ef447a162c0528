#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

char *adl_copy_line(EditLine *el, size_t *cursor) {
  const LineInfoW *line = el_wline(el);
  if (cursor != NULL) *cursor = (size_t)(line->cursor - line->buffer);
  size_t length = (size_t)(line->lastchar - line->buffer), count = 0;
  char *text = malloc(length * MB_LEN_MAX + 1);
  if (text == NULL) return NULL;
  mbstate_t state = {0};
  for (size_t i = 0; i < length; i++) {
    size_t bytes = line->buffer[i] == 0 ? 0 : wcrtomb(text + count, line->buffer[i], &state);
    if (bytes != (size_t)-1) count += bytes;
  }
  text[count] = '\0';
  return text;
}

void adl_replace_line(EditLine *el, const wchar_t *text, size_t length, size_t cursor) {
  const LineInfoW *line = el_wline(el);
  int old = (int)(line->lastchar - line->buffer);
  el_cursor(el, old);
  if (old > 0) el_deletestr(el, old);
  if (length > 0) el_winsertstr(el, text);
  if (cursor < length) el_cursor(el, -(int)(length - cursor));
}

void adl_replace_line_utf8(EditLine *el, const char *text, int cursor) {
  wchar_t *wide = calloc(strlen(text) + 1, sizeof *wide);
  if (wide == NULL) return;
  size_t length = mbstowcs(wide, text, strlen(text));
  if (length != (size_t)-1)
    adl_replace_line(el, wide, length, cursor < 0 ? length : (size_t)cursor);
  free(wide);
}

// MARK: - Undo

/// Makes `*snapshot` the line as it is now. Keeps the old state without memory.
static bool take(EditLine *el, struct adl_snapshot *snapshot) {
  const LineInfoW *line = el_wline(el);
  size_t length = (size_t)(line->lastchar - line->buffer);
  wchar_t *text = calloc(length + 1, sizeof *text);
  if (text == NULL) return false;
  memcpy(text, line->buffer, length * sizeof *text);
  *snapshot = (struct adl_snapshot){text, length, (size_t)(line->cursor - line->buffer)};
  return true;
}

/// Records the state before the last key if that key changed the line. A word typed after its space is one change.
void adl_note_change(adl_edit *edit) {
  const LineInfoW *line = el_wline(edit->el);
  size_t length = (size_t)(line->lastchar - line->buffer);
  struct adl_snapshot *before = &edit->current;
  if (before->length == length
      && (length == 0 || wmemcmp(before->text, line->buffer, length) == 0)) {
    if (before->cursor != (size_t)(line->cursor - line->buffer)) edit->typing = false;
    before->cursor = (size_t)(line->cursor - line->buffer);
    return;
  }
  bool typing = length == before->length + 1 && line->cursor > line->buffer;
  bool begins_word = typing && (line->cursor[-1] == L' ' || line->cursor[-1] == L'\n');
  struct adl_snapshot now;
  if (!take(edit->el, &now)) return;
  if (typing && edit->typing && !begins_word) {
    free(before->text);
  } else {
    if (edit->undo_count == SNAPSHOTS) {
      free(edit->undo[0].text);
      memmove(edit->undo, edit->undo + 1, --edit->undo_count * sizeof *edit->undo);
    }
    edit->undo[edit->undo_count++] = *before;
  }
  edit->typing = typing;
  *before = now;
}

bool adl_undo(adl_edit *edit) {
  if (edit->undo_count == 0) return false;
  free(edit->current.text);
  edit->current = edit->undo[--edit->undo_count];
  edit->typing = false;
  adl_replace_line(edit->el, edit->current.text, edit->current.length, edit->current.cursor);
  return true;
}

void adl_forget_changes(adl_edit *edit) {
  while (edit->undo_count > 0) free(edit->undo[--edit->undo_count].text);
  free(edit->current.text);
  edit->current = (struct adl_snapshot){0};
  edit->typing = false;
}
