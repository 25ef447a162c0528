#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "internal.h"

static atomic_bool interrupted, resized, continued, suspended, busy, installed;
/// A byte in this pipe ends a wait for input whichever thread took the signal.
static int wake[2] = {-1, -1};

static atomic_bool guarding;
static int guarded_in = -1, guarded_out = -1;
static struct termios guarded_mode;
static struct sigaction guarded_actions[4];
static const int guarded_signals[4] = {SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

/// Puts the terminal back as it was. Async-signal-safe.
static void restore_terminal(void) {
  if (!atomic_load(&guarding)) return;
  tcsetattr(guarded_in, TCSADRAIN, &guarded_mode);
  ssize_t written = write(guarded_out, "\033[?2004l\r\n", 10);
  (void)written;
}

static void on_signal(int signal) {
  int saved = errno;
  switch (signal) {
  case SIGINT:
    if (atomic_exchange(&interrupted, true) && atomic_load(&busy)) {
      restore_terminal();
      _exit(130);
    }
    break;
  case SIGWINCH: atomic_store(&resized, true); break;
  case SIGCONT: atomic_store(&continued, true); break;
  case SIGTSTP: atomic_store(&suspended, true); break;
  }
  ssize_t written = write(wake[1], "", 1);
  (void)written;
  errno = saved;
}

/// SIGTERM, SIGHUP and SIGQUIT while the terminal is raw.
static void on_end(int ending) {
  restore_terminal();
  signal(ending, SIG_DFL);
  raise(ending);
}

bool adl_signals_install(void) {
  if (atomic_exchange(&installed, true)) return true;
  if (pipe(wake) != 0) {
    atomic_store(&installed, false);
    return false;
  }
  sigset_t ours;
  sigemptyset(&ours);
  // No SA_RESTART: what waits must return when a signal arrives.
  struct sigaction action = {.sa_handler = on_signal};
  sigemptyset(&action.sa_mask);
  const int signals[] = {SIGINT, SIGWINCH, SIGCONT};
  for (size_t i = 0; i < 2; i++) {
    fcntl(wake[i], F_SETFL, O_NONBLOCK);
    fcntl(wake[i], F_SETFD, FD_CLOEXEC);
  }
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    sigaction(signals[i], &action, NULL);
    sigaddset(&ours, signals[i]);
  }
  pthread_sigmask(SIG_UNBLOCK, &ours, NULL);
  return true;
}

bool adl_interrupt_raised(void) { return atomic_load_explicit(&interrupted, memory_order_relaxed); }

void adl_interrupt_raise(void) { on_signal(SIGINT); }

void adl_interrupt_clear(void) { atomic_store(&interrupted, false); }

void adl_interrupt_set_busy(bool value) { atomic_store(&busy, value); }

int adl_signals_descriptor(void) { return wake[0]; }

enum adl_event adl_signals_next(void) {
  // The pipe is emptied before the flags are read, so that no later signal goes unseen.
  char bytes[64];
  while (wake[0] >= 0 && read(wake[0], bytes, sizeof bytes) > 0) {}
  if (atomic_exchange(&interrupted, false)) return EVENT_INTERRUPT;
  if (atomic_exchange(&suspended, false)) return EVENT_SUSPEND;
  if (atomic_exchange(&continued, false)) return EVENT_CONTINUE;
  if (atomic_exchange(&resized, false)) return EVENT_RESIZE;
  return EVENT_NONE;
}

void adl_signals_guard_terminal(int in, int out) {
  guarded_in = in;
  guarded_out = out;
  if (tcgetattr(in, &guarded_mode) != 0) return;
  atomic_store(&guarding, true);
  for (size_t i = 0; i < 4; i++) {
    struct sigaction action = {.sa_handler = guarded_signals[i] == SIGTSTP ? on_signal : on_end};
    sigemptyset(&action.sa_mask);
    sigaction(guarded_signals[i], NULL, &guarded_actions[i]);
    // What the parent ignores (`nohup`, a shell without job control) stays ignored.
    if (guarded_actions[i].sa_handler != SIG_IGN) sigaction(guarded_signals[i], &action, NULL);
  }
}

void adl_signals_release_terminal(void) {
  if (!atomic_exchange(&guarding, false)) return;
  for (size_t i = 0; i < 4; i++) sigaction(guarded_signals[i], &guarded_actions[i], NULL);
}

void adl_suspend(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL}, ours;
  sigemptyset(&standard.sa_mask);
  sigaction(SIGTSTP, &standard, &ours);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
  // The caller draws the line again; the SIGCONT that woke us asks for the same.
  atomic_store(&continued, false);
}
