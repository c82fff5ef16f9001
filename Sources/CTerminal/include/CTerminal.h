#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// What a terminal program needs of the system and Swift cannot say: signal handlers, fork, ioctl with varargs.

// --- Waking a thread that sleeps in poll(2) (wake.c)

/// An eventfd, or -1.
int ct_wake_open(void);
/// Makes it readable. Async-signal-safe.
void ct_wake_signal(int fd);
/// Makes it unreadable again.
void ct_wake_clear(int fd);
/// Blocks the signals in this thread and those started from it, and returns a signalfd for them, or -1.
int ct_signals_open(const int *signals, int count);
/// The next signal that waits, or 0.
int ct_signals_next(int fd);
/// Restores the signal's default action, unblocks it and sends it to this process.
void ct_die_of(int signal);
/// Stops this process as ^Z would; returns after SIGCONT.
void ct_stop_self(void);

// --- Writing to it (write.c)

/// Writes all of it, or as much as can be written.
void ct_write(int fd, const void *bytes, size_t count);
/// Columns that the C library counts for a character in this locale; -1 where it does not know it.
int ct_columns(uint32_t scalar);

// --- The terminal's size (size.c)

/// 0, or -1 where fd is no terminal.
int ct_size_get(int fd, int *rows, int *columns);
/// 0, or -1 where fd is no terminal. Its foreground processes get SIGWINCH if it changed.
int ct_size_set(int fd, int rows, int columns);

// --- Giving the terminal back whatever happens (guard.c)

/// Remembers the modes of the terminal, and puts them and `leave` back at exit and on a fatal signal.
/// Returns 0, or -1 where fd is no terminal.
int ct_guard_arm(int fd, const char *leave);
/// Another sequence to leave with, from now on; cut at 256 bytes.
void ct_guard_set_leave(const char *leave);
/// Puts fd 2 into memory until the terminal is given back, when it is printed. Returns 0, or -1.
int ct_guard_capture_errors(void);
/// Forgets what was captured where it is more than `most` bytes.
void ct_guard_trim_errors(long most);
/// Gives the terminal back and prints what was captured. Again: does nothing. Async-signal-safe.
void ct_guard_restore(void);
/// Forgets all, without touching the terminal: what was captured is printed.
void ct_guard_disarm(void);
/// An alternate stack for this thread's signal handlers, so that a stack overflow can be handled.
void ct_guard_thread(void);

// --- A parent that only waits (supervisor.c)

/// Forks. The child runs the program on a thread of its own and exits with 0 when that returns; the parent waits for it,
/// passes on stops, signals and the way it ends, and puts the terminal back if it was killed. Where there is no terminal
/// or no fork, the program runs here. Call before any thread is started.
_Noreturn void ct_supervise(int fd, const char *leave, void (*run)(void *), void *context);

// --- The program's own pages (pages.c)

/// Unmaps the pages of the program's code and constants. Those that are needed come back from the page cache one by one;
/// those that only the start has used do not.
void ct_pages_release(void);

// --- Running a program in a new terminal (pty.c)

/// A new pseudo-terminal, both ends closed on exec. Returns 0, or -1 with errno.
int ct_pty_open(int *master, int *slave, int rows, int columns);
/// Starts a program with `slave` as its controlling terminal and fds 0, 1 and 2. Returns the process, or -1 with errno.
pid_t ct_pty_spawn(int slave, const char *directory, char *const arguments[], char *const environment[]);
/// A descriptor that becomes readable when the process has ended, or -1.
int ct_process_open(pid_t process);
/// The exit status as wait(2) gives it, waiting for the end; -1 where there is no such child.
int ct_process_wait(pid_t process);
/// Exit code of a status, or -1 where a signal ended it.
int ct_status_code(int status);
/// The signal that ended it, or 0.
int ct_status_signal(int status);
