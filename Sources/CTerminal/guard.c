#define _GNU_SOURCE
#include "CTerminal.h"
#include "write_all.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

static int terminal = -1;
static struct termios modes;
static char leave[257];
static atomic_size_t leave_length;
static atomic_int armed;

static int real_errors = -1;
static int captured = -1;

static const int fatal[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGQUIT};
static struct sigaction before[_NSIG];
static int installed;
static int chains;

/// What was written to fd 2 meanwhile: at most its last 64 KiB.
static void print_captured(void) {
    if (captured < 0) return;
    dup2(real_errors, 2);
    off_t end = lseek(captured, 0, SEEK_END);
    off_t at = end > (64 << 10) ? end - (64 << 10) : 0;
    char block[4096];
    ssize_t count;
    while ((count = pread(captured, block, sizeof block, at)) > 0) {
        write_all(real_errors, block, (size_t)count);
        at += count;
    }
    (void)!ftruncate(captured, 0);
}

void ct_guard_restore(void) {
    int saved = errno;
    if (atomic_exchange(&armed, 0)) {
        write_all(terminal, leave, atomic_load(&leave_length));
        // From a background job a change of modes would stop the process before it can end.
        sigset_t output, previous;
        sigemptyset(&output);
        sigaddset(&output, SIGTTOU);
        pthread_sigmask(SIG_BLOCK, &output, &previous);
        tcsetattr(terminal, TCSANOW, &modes);
        pthread_sigmask(SIG_SETMASK, &previous, NULL);
        print_captured();
    }
    errno = saved;
}

void ct_guard_disarm(void) {
    if (atomic_exchange(&armed, 0)) print_captured();
}

static void on_fatal(int number, siginfo_t *info, void *context) {
    (void)context;
    ct_guard_restore();
    // The earlier handler is Swift's backtracer: wanted where somebody asked for it by name, as it may ask questions and
    // keep the process for half a minute. SIGQUIT is a person's wish and no crash.
    if (chains && number != SIGQUIT) sigaction(number, &before[number], NULL);
    else signal(number, SIG_DFL);
    // A signal that was sent, not caused by an instruction, does not come again by itself.
    if (info->si_code <= 0 || number == SIGABRT || number == SIGQUIT) raise(number);
}

int ct_guard_arm(int fd, const char *sequence) {
    // Modes are taken from a terminal that is somebody else's, never from one that is armed already.
    if (!atomic_load(&armed)) {
        if (tcgetattr(fd, &modes) != 0) return -1;
        terminal = fd;
    }
    ct_guard_set_leave(sequence);
    if (!installed) {
        installed = 1;
        chains = getenv("SWIFT_BACKTRACE") != NULL;
        struct sigaction action;
        memset(&action, 0, sizeof action);
        action.sa_sigaction = on_fatal;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) sigaction(fatal[i], &action, &before[fatal[i]]);
        atexit(ct_guard_restore);
    }
    atomic_store(&armed, 1);
    ct_guard_thread();
    return 0;
}

void ct_guard_set_leave(const char *sequence) {
    size_t length = strlen(sequence);
    if (length >= sizeof leave) length = sizeof leave - 1;
    // A handler that runs meanwhile writes nothing rather than half of both.
    atomic_store(&leave_length, 0);
    memcpy(leave, sequence, length);
    atomic_store(&leave_length, length);
}

int ct_guard_capture_errors(void) {
    if (captured < 0) {
        real_errors = fcntl(2, F_DUPFD_CLOEXEC, 10);
        captured = memfd_create("stderr", MFD_CLOEXEC);
        if (real_errors < 0 || captured < 0) return -1;
        fcntl(captured, F_SETFL, O_APPEND);
    }
    return dup2(captured, 2) < 0 ? -1 : 0;
}

void ct_guard_trim_errors(long most) {
    struct stat facts;
    if (captured >= 0 && fstat(captured, &facts) == 0 && facts.st_size > most) (void)!ftruncate(captured, 0);
}

void ct_guard_thread(void) {
    static _Thread_local int done;
    if (done) return;
    done = 1;
    stack_t stack = {.ss_size = 64 << 10};
    stack.ss_sp = mmap(NULL, stack.ss_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack.ss_sp != MAP_FAILED) sigaltstack(&stack, NULL);
}
