#define _GNU_SOURCE
#include "CTerminal.h"
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

int ct_wake_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void ct_wake_signal(int fd) {
    uint64_t one = 1;
    (void)!write(fd, &one, sizeof one);
}

void ct_wake_clear(int fd) {
    uint64_t count;
    (void)!read(fd, &count, sizeof count);
}

static void leave_to_signalfd(int number) { (void)number; }

int ct_signals_open(const int *signals, int count) {
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < count; i++) sigaddset(&set, signals[i]);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    // Around each paint ncurses ignores SIGTSTP if it finds the default action, and what is ignored for a moment is taken
    // off the waiting signals: a ^Z just before a paint was lost. Another handler it leaves alone; this one never runs.
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = leave_to_signalfd;
    if (sigismember(&set, SIGTSTP)) sigaction(SIGTSTP, &action, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int ct_signals_next(int fd) {
    struct signalfd_siginfo info;
    return read(fd, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

void ct_die_of(int number) {
    signal(number, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    kill(getpid(), number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

// To this thread, which goes no further: another one would take the signal while this one takes the terminal back.
void ct_stop_self(void) { raise(SIGSTOP); }
