// Signals: those the program waits for go into a pipe; those it dies of put the terminal right first.
//
// Everything in a handler is async-signal-safe: read, write, poll, tcsetattr, tcflush, sigaction, raise.

#define _GNU_SOURCE 1
#include "CNcurses.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

// MARK: Signals to wait for

// Signals have numbers below this. (NSIG counts the real-time ones on Linux; Darwin has none.)
#ifdef NSIG
enum { signal_limit = NSIG };
#else
enum { signal_limit = 65 };
#endif

static struct sigaction watched_before[signal_limit];
static bool is_watched[signal_limit];
static atomic_int signal_pipe = -1;

static void report_signal(int signal) {
  int error = errno;
  unsigned char byte = (unsigned char)signal;
  // A full pipe holds enough to wake the reader, so what does not fit may go.
  ssize_t written = write(atomic_load(&signal_pipe), &byte, 1);
  (void)written;
  errno = error;
}

/// What becomes of a signal while the screen is open.
enum treatment { left_alone, reported, ignored };

static enum treatment treatment_of(int signal) {
  switch (signal) {
    case SIGPIPE: case SIGXFSZ: return ignored;
    case SIGKILL: case SIGSTOP: case SIGTTIN: case SIGTTOU: case SIGCHLD: case SIGURG: return left_alone;
    // Crashes: see below.
    case SIGSEGV: case SIGBUS: case SIGILL: case SIGTRAP: case SIGFPE: case SIGABRT: case SIGSYS: case SIGQUIT:
      return left_alone;
#ifdef SIGINFO
    case SIGINFO: return left_alone;
#endif
    default: return reported;
  }
}

void terminal_watch_signals(int pipe) {
  atomic_store(&signal_pipe, pipe);
  sigset_t wanted;
  sigemptyset(&wanted);
  for (int signal = 1; signal < signal_limit; signal++) {
    enum treatment treatment = treatment_of(signal);
    // The two real-time signals that the C library keeps for itself cannot be asked for.
    if (treatment == left_alone || sigaction(signal, NULL, &watched_before[signal]) != 0) continue;
    bool was_ignored = watched_before[signal].sa_handler == SIG_IGN;
    if (was_ignored && signal != SIGCONT && signal != SIGWINCH) continue;
    struct sigaction action = {.sa_handler = treatment == ignored ? SIG_IGN : report_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    is_watched[signal] = sigaction(signal, &action, NULL) == 0;
    if (is_watched[signal]) sigaddset(&wanted, signal);
  }
  // Whoever started the program may have held them back, and that is inherited.
  pthread_sigmask(SIG_UNBLOCK, &wanted, NULL);
}

void terminal_unwatch_signals(void) {
  for (int signal = 1; signal < signal_limit; signal++) {
    if (is_watched[signal]) sigaction(signal, &watched_before[signal], NULL);
    is_watched[signal] = false;
  }
  atomic_store(&signal_pipe, -1);
}

void terminal_stop_process(void) {
  // Not SIGSTOP: where no shell could continue it, the system leaves a process with the default action alone.
  struct sigaction stop = {.sa_handler = SIG_DFL}, watching;
  sigemptyset(&stop.sa_mask);
  sigaction(SIGTSTP, &stop, &watching);
  sigset_t tstp, before;
  sigemptyset(&tstp);
  sigaddset(&tstp, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &tstp, &before);
  kill(getpid(), SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  sigaction(SIGTSTP, &watching, NULL);
}

// MARK: Crashes

static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS, SIGQUIT};
enum { fatal_count = sizeof fatal / sizeof fatal[0], rescue_stack_size = 64 * 1024 };

static struct sigaction fatal_before[fatal_count];
static struct terminal_rescue rescue;
static atomic_bool is_armed;

/// Writes as much as the descriptor takes within about a second.
static void write_patiently(int descriptor, const char *bytes, size_t count) {
  for (int attempt = 0; count > 0 && attempt < 100; attempt++) {
    ssize_t written = write(descriptor, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (written < 0 && (errno == EAGAIN || errno == EINTR)) {
      struct pollfd room = {.fd = descriptor, .events = POLLOUT};
      poll(&room, 1, 10);
    } else {
      return;
    }
  }
}

static void put_terminal_right(void) {
  if (!atomic_exchange(&is_armed, false)) return;
  write_patiently(rescue.terminal, rescue.restore, rescue.length);
  tcsetattr(rescue.terminal, TCSANOW, &rescue.modes);
  tcflush(rescue.terminal, TCIFLUSH);
  // The last words of the program (what trapped, and where) are in the log; they belong on standard error.
  if (rescue.log < 0) return;
  char words[4096];
  for (;;) {
    struct pollfd log = {.fd = rescue.log, .events = POLLIN};
    ssize_t count = poll(&log, 1, 0) > 0 ? read(rescue.log, words, sizeof words) : 0;
    if (count <= 0) return;
    write_patiently(rescue.log_target, words, (size_t)count);
  }
}

static void crash(int number) {
  put_terminal_right();
  // The system's action, not the one before: Swift's would print a report and wait half a minute for a key. As this
  // signal is held back here, it comes again on return.
  signal(number, SIG_DFL);
  raise(number);
}

// The signal stack of the thread that armed the rescue, which is the one to disarm it.
static stack_t stack_before;

void terminal_arm_rescue(const struct terminal_rescue *with) {
  rescue = *with;
  static bool is_registered;
  if (!is_registered) is_registered = atexit(put_terminal_right) == 0;

  // A stack of its own, for what crashes may be a stack that overflowed.
  static char memory[rescue_stack_size];
  stack_t stack = {.ss_sp = memory, .ss_size = sizeof memory};
  sigaltstack(&stack, &stack_before);

  atomic_store(&is_armed, true);
  for (int i = 0; i < fatal_count; i++) {
    struct sigaction action = {.sa_handler = crash, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    sigaction(fatal[i], &action, &fatal_before[i]);
  }
}

void terminal_disarm_rescue(void) {
  if (!atomic_exchange(&is_armed, false)) return;
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &fatal_before[i], NULL);
  sigaltstack(&stack_before, NULL);
}
