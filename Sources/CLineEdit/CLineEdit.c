#define _GNU_SOURCE
#include "CLineEdit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

/// Moves past any end of the line; libedit stops at it.
static const int far = 1 << 20;

adl_edit *adl_edit_of(EditLine *el) {
  void *edit = NULL;
  el_get(el, EL_CLIENTDATA, &edit);
  return edit;
}

static char *prompt(EditLine *el) { return adl_edit_of(el)->prompt; }

// MARK: - The functions of the keys

/// Ends the entry. A function that returned CC_NEWLINE would leave the cursor inside a block of lines; a key
/// bound to libedit's own function does not.
static unsigned char finish(EditLine *el) {
  static const wchar_t accept[] = {KEY_ACCEPT, 0};
  el_cursor(el, far);
  el_wpush(el, accept);
  return CC_REFRESH;
}

static unsigned char enter(EditLine *el, int key) {
  (void)key;
  adl_edit *edit = adl_edit_of(el);
  char *line = adl_copy_line(el, NULL);
  bool accepted = line == NULL || edit->callbacks.accepts(edit->callbacks.context, line);
  free(line);
  if (accepted) return finish(el);
  el_insertstr(el, "\n");
  if (*edit->continuation != '\0') el_insertstr(el, edit->continuation);
  return CC_REFRESH;
}

static unsigned char cancel(EditLine *el, int key) {
  (void)key;
  adl_edit *edit = adl_edit_of(el);
  edit->cancelled = true;
  edit->ahead_count = 0;
  el_cursor(el, far);
  el_insertstr(el, "^C");
  return finish(el);
}

static unsigned char paste(EditLine *el, int key) {
  (void)key;
  adl_edit *edit = adl_edit_of(el);
  char *text = adl_read_paste(edit);
  char *clean = text == NULL ? NULL : edit->callbacks.pasted(edit->callbacks.context, text);
  free(text);
  if (clean != NULL && *clean != '\0') el_insertstr(el, clean);
  free(clean);
  return CC_REFRESH;
}

/// Does what a callback asked for. A listing waits until the cursor has reached the last row of the block.
static unsigned char apply(EditLine *el, adl_edit_change change) {
  static const wchar_t list[] = {KEY_LIST, 0};
  adl_edit *edit = adl_edit_of(el);
  if (change.line != NULL) adl_replace_line_utf8(el, change.line, change.cursor);
  free(change.line);
  if (change.listing != NULL) {
    free(edit->listing);
    edit->listing = change.listing;
    el_cursor(el, far);
    el_wpush(el, list);
  }
  return change.bell ? CC_REFRESH_BEEP : CC_REFRESH;
}

static unsigned char list(EditLine *el, int key) {
  (void)key;
  adl_edit *edit = adl_edit_of(el);
  if (edit->listing == NULL) return CC_REFRESH;
  fprintf(edit->out, "\n%s\n", edit->listing);
  free(edit->listing);
  edit->listing = NULL;
  el_set(el, EL_REFRESH);
  return CC_REFRESH;
}

static unsigned char complete(EditLine *el, int key) {
  (void)key;
  adl_edit *edit = adl_edit_of(el);
  size_t cursor;
  char *line = adl_copy_line(el, &cursor);
  if (line == NULL) return CC_ERROR;
  adl_edit_change change = edit->callbacks.complete(edit->callbacks.context, line, cursor);
  free(line);
  return apply(el, change);
}

static unsigned char recall(EditLine *el, int direction) {
  adl_edit *edit = adl_edit_of(el);
  size_t cursor;
  char *line = adl_copy_line(el, &cursor);
  if (line == NULL) return CC_ERROR;
  adl_edit_change change =
      edit->callbacks.recall(edit->callbacks.context, direction, line, cursor);
  free(line);
  return apply(el, change);
}

static unsigned char up(EditLine *el, int key) {
  (void)key;
  return recall(el, -1);
}

static unsigned char down(EditLine *el, int key) {
  (void)key;
  return recall(el, 1);
}

static unsigned char undo(EditLine *el, int key) {
  (void)key;
  return adl_undo(adl_edit_of(el)) ? CC_REFRESH : CC_REFRESH_BEEP;
}

/// Deletes one character, or the whole beginning of a continued line with the newline before it.
static unsigned char backspace(EditLine *el, int key) {
  (void)key;
  static const wchar_t delete[] = {KEY_BACKSPACE, 0};
  adl_edit *edit = adl_edit_of(el);
  const LineInfoW *line = el_wline(el);
  size_t before = (size_t)(line->cursor - line->buffer), mark = strlen(edit->continuation);
  bool continued = mark > 0 && before > mark && line->cursor[-(ptrdiff_t)mark - 1] == L'\n';
  for (size_t i = 0; continued && i < mark; i++)
    continued = line->cursor[(ptrdiff_t)i - (ptrdiff_t)mark] == (wchar_t)edit->continuation[i];
  if (continued)
    el_deletestr(el, (int)mark + 1);
  else
    el_wpush(el, delete);
  return CC_REFRESH;
}

static const struct {
  const char *name, *help;
  unsigned char (*function)(EditLine *, int);
} functions[] = {
  {"adl-enter", "End the statement, or begin its next line", enter},
  {"adl-cancel", "Drop what was typed", cancel},
  {"adl-paste", "Insert a pasted text", paste},
  {"adl-complete", "Complete the word before the cursor", complete},
  {"adl-list", "Show what the word could become", list},
  {"adl-up", "The line above, or the entry before", up},
  {"adl-down", "The line below, or the next entry", down},
  {"adl-undo", "Undo the last change", undo},
  {"adl-backspace", "Delete the character before the cursor", backspace},
};

/// Keys and their functions. `both` also binds vi's command keys.
static const struct {
  const char *key, *function;
  bool both;
} bindings[] = {
  {"\\201", "ed-newline", true},       {"\\202", "adl-cancel", true},
  {"\\203", "adl-paste", true},        {"\\204", "adl-list", true},
  {"\\205", "adl-up", true},           {"\\206", "adl-down", true},
  {"\\207", "ed-prev-char", true},     {"\\210", "ed-next-char", true},
  {"\\211", "ed-prev-word", true},     {"\\212", "em-next-word", true},
  {"\\213", "ed-move-to-beg", true},   {"\\214", "ed-move-to-end", true},
  {"\\215", "ed-delete-next-char", true}, {"\\216", "ed-delete-prev-char", true},
  {"^C", "adl-cancel", true},          {"^M", "adl-enter", true},           {"^J", "adl-enter", true},
  {"^I", "adl-complete", true},        {"^_", "adl-undo", true},
  {"^R", "em-inc-search-prev", false}, {"^P", "adl-up", false},
  {"^N", "adl-down", false},           {"^H", "adl-backspace", false},
  {"^?", "adl-backspace", false},
};

/// `bind -v` in an `.editrc` and each change of mode reset libedit's key maps.
static void bind_keys(EditLine *el) {
  // libedit reads a command of its own after these, and ends the process where that has an open quote.
  // A key that begins with ESC would make vi's ESC wait for more.
  const char *editor = NULL;
  if (el_get(el, EL_EDITOR, &editor) == 0 && editor != NULL && strcmp(editor, "emacs") == 0)
    el_set(el, EL_BIND, "^[x", "ed-unassigned", NULL);
  el_set(el, EL_BIND, "-a", ":", "ed-unassigned", NULL);
  for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++) {
    el_set(el, EL_BIND, bindings[i].key, bindings[i].function, NULL);
    if (bindings[i].both) el_set(el, EL_BIND, "-a", bindings[i].key, bindings[i].function, NULL);
  }
}

// MARK: - The editor

adl_edit *adl_edit_open(
    const char *program, int in, int out, int history_size, adl_edit_callbacks callbacks) {
  adl_edit *edit = calloc(1, sizeof *edit);
  if (edit == NULL) return NULL;
  edit->callbacks = callbacks;
  adl_use_utf8();
  int in_copy = dup(in), out_copy = dup(out);
  edit->in = in_copy < 0 ? NULL : fdopen(in_copy, "r");
  edit->out = out_copy < 0 ? NULL : fdopen(out_copy, "w");
  edit->history = history_init();
  if (edit->in != NULL && edit->out != NULL && edit->history != NULL)
    edit->el = el_init(program, edit->in, edit->out, edit->out);
  if (edit->el == NULL) {
    if (edit->in == NULL && in_copy >= 0) close(in_copy);
    if (edit->out == NULL && out_copy >= 0) close(out_copy);
    adl_edit_close(edit);
    return NULL;
  }
  HistEvent event;
  history(edit->history, &event, H_SETSIZE, history_size);
  history(edit->history, &event, H_SETUNIQUE, 1);
  el_set(edit->el, EL_CLIENTDATA, edit);
  el_set(edit->el, EL_HIST, history, edit->history);
  el_set(edit->el, EL_SIGNAL, 0);
  el_set(edit->el, EL_GETCFN, adl_read_key);
  el_set(edit->el, EL_PROMPT_ESC, prompt, '\1');
  el_set(edit->el, EL_EDITOR, "emacs");
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    el_set(edit->el, EL_ADDFN, functions[i].name, functions[i].help, functions[i].function);
  el_source(edit->el, NULL);
  bind_keys(edit->el);
  return edit;
}

void adl_edit_close(adl_edit *edit) {
  if (edit->el != NULL) el_end(edit->el);
  if (edit->history != NULL) history_end(edit->history);
  if (edit->in != NULL) fclose(edit->in);
  if (edit->out != NULL) fclose(edit->out);
  adl_forget_changes(edit);
  free(edit->prompt);
  free(edit->continuation);
  free(edit->listing);
  free(edit);
}

adl_edit_status adl_edit_read(
    adl_edit *edit, const char *text, const char *continuation, char **line) {
  *line = NULL;
  free(edit->prompt);
  free(edit->continuation);
  edit->prompt = strdup(text);
  edit->continuation = strdup(continuation);
  if (edit->prompt == NULL || edit->continuation == NULL) return ADL_EDIT_END;
  edit->cancelled = false;
  adl_forget_changes(edit);

  adl_signals_guard_terminal(fileno(edit->in), fileno(edit->out));
  // libedit shows the prompt before it makes the terminal raw: keys typed in between would be taken wrongly.
  el_set(edit->el, EL_PREP_TERM, 1);
  fputs("\033[?2004h", edit->out);
  fflush(edit->out);
  int count = 0;
  const char *read = el_gets(edit->el, &count);
  fputs("\033[?2004l", edit->out);
  fflush(edit->out);
  adl_signals_release_terminal();

  if (edit->cancelled) return ADL_EDIT_INTERRUPTED;
  if (read == NULL || count <= 0) return ADL_EDIT_END;
  *line = strdup(read);
  return *line == NULL ? ADL_EDIT_END : ADL_EDIT_LINE;
}

void adl_edit_remember(adl_edit *edit, const char *line) {
  HistEvent event;
  history(edit->history, &event, H_ENTER, line);
}

void adl_edit_use_vi(adl_edit *edit, bool vi) {
  el_set(edit->el, EL_EDITOR, vi ? "vi" : "emacs");
  bind_keys(edit->el);
}
