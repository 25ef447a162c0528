#define _GNU_SOURCE
#include <fcntl.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <pty.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "CLineEdit.h"

int adl_terminal_columns(int descriptor) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

int adl_character_columns(unsigned character) { return wcwidth((wchar_t)character); }

void adl_use_utf8(void) {
  // libedit drops every non-ASCII character in the C locale, and never calls setlocale itself.
  if (setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
  if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) setlocale(LC_CTYPE, "en_US.UTF-8");
}

bool adl_pty_open(int *terminal, int *program, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  if (openpty(terminal, program, NULL, NULL, &size) != 0) return false;
  fcntl(*terminal, F_SETFD, FD_CLOEXEC);
  fcntl(*program, F_SETFD, FD_CLOEXEC);
  return true;
}

pid_t adl_pty_spawn(
    const char *path, char *const arguments[], char *const environment[], int *terminal) {
  int program;
  if (!adl_pty_open(terminal, &program, 24, 80)) return -1;
  char name[PATH_MAX];
  if (ttyname_r(program, name, sizeof name) != 0) {
    close(*terminal);
    close(program);
    return -1;
  }

  // A session leader gets its controlling terminal by opening one; the parent's blocked signals stay behind.
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, 0, 1);
  posix_spawn_file_actions_adddup2(&actions, 0, 2);
  // A pipe of the parent would stay open in the child, and whoever reads it would wait for the child's end.
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  pid_t child = -1;
  int status = posix_spawn(&child, path, &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(program);
  if (status == 0) return child;
  close(*terminal);
  return -1;
}
