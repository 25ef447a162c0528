/// The part of line editing that only C can do: libedit's variadic calls, signal handlers, terminals.
#ifndef C_LINE_EDIT_H
#define C_LINE_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// MARK: - The editor

/// An editor on one terminal.
typedef struct adl_edit adl_edit;

/// What a callback wants done with the line. Strings are UTF-8 and owned by the editor afterwards (`malloc`).
typedef struct adl_edit_change {
  /// The new line, or NULL to keep the old one.
  char *line;
  /// Where the cursor goes, in characters from the start of the line; negative leaves it where it is.
  int cursor;
  /// Text to show below the line, or NULL.
  char *listing;
  /// True to ring the bell.
  bool bell;
} adl_edit_change;

/// The editor's questions. Lines are UTF-8; `cursor` counts characters from the start of `line`.
typedef struct adl_edit_callbacks {
  void *context;
  /// Returns true iff Enter is to end the entry rather than to begin another line of it.
  bool (*accepts)(void *context, const char *line);
  /// Returns `text` as it is to be inserted (`malloc`), or NULL to drop it.
  char *(*pasted)(void *context, const char *text);
  /// Tab.
  adl_edit_change (*complete)(void *context, const char *line, size_t cursor);
  /// Up (`direction` -1) and Down (+1).
  adl_edit_change (*recall)(void *context, int direction, const char *line, size_t cursor);
} adl_edit_callbacks;

typedef enum adl_edit_status {
  ADL_EDIT_LINE,
  ADL_EDIT_INTERRUPTED,
  ADL_EDIT_END,
} adl_edit_status;

/// Returns an editor of the terminal whose ends are `in` and `out`, or NULL without memory.
/// `program` names it in the user's `.editrc`, which is read here.
adl_edit *adl_edit_open(
    const char *program, int in, int out, int history_size, adl_edit_callbacks callbacks);
void adl_edit_close(adl_edit *edit);

/// Reads one entry. With ADL_EDIT_LINE, `*line` is the entry (`malloc`).
/// Each further line of an entry begins with `continuation`, which is part of the text.
adl_edit_status adl_edit_read(
    adl_edit *edit, const char *prompt, const char *continuation, char **line);

/// Adds an entry that ^R and vi's search can find.
void adl_edit_remember(adl_edit *edit, const char *line);

/// Switches to vi's keys, or to emacs'.
void adl_edit_use_vi(adl_edit *edit, bool vi);

// MARK: - Interrupts

/// Takes over SIGINT, SIGWINCH and SIGCONT, and unblocks them in this thread. Repeating it does nothing.
bool adl_signals_install(void);
/// Returns true iff SIGINT arrived since the flag was last cleared. Costs one atomic load.
bool adl_interrupt_raised(void);
/// Sets the flag, as SIGINT does.
void adl_interrupt_raise(void);
void adl_interrupt_clear(void);
/// While busy, a second SIGINT before the flag is cleared ends the process with status 130.
void adl_interrupt_set_busy(bool busy);

// MARK: - Terminals

/// Returns the width of the terminal, or 80 if it does not say.
int adl_terminal_columns(int descriptor);
/// Returns how many columns the terminal gives to a character, or -1 for a control character.
int adl_character_columns(unsigned character);
/// Makes text from and to the terminal UTF-8, whatever the locale says otherwise.
void adl_use_utf8(void);
/// Opens a pseudo-terminal of the given size. Returns false and sets `errno` on failure.
bool adl_pty_open(int *terminal, int *program, int rows, int columns);
/// Runs `path` in a session of its own whose terminal is a new pseudo-terminal, and returns its process, or -1.
pid_t adl_pty_spawn(
    const char *path, char *const arguments[], char *const environment[], int *terminal);

#endif
