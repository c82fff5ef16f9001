#define _GNU_SOURCE
#include "CTerminal.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

/// Both ends, closed on exec from the beginning: a program started meanwhile must not keep them open.
int ct_pty_open(int *master, int *slave, int rows, int columns) {
    char name[64];
    *master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*master < 0) return -1;
    if (grantpt(*master) == 0 && unlockpt(*master) == 0 && ptsname_r(*master, name, sizeof name) == 0) {
        *slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (*slave >= 0) return ct_size_set(*master, rows, columns);
    }
    close(*master);
    return -1;
}

/// Only async-signal-safe calls: other threads of the parent may hold locks.
static _Noreturn void become(int slave, const char *directory, char *const arguments[], char *const environment[]) {
    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int number = 1; number < _NSIG; number++) sigaction(number, &standard, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    ioctl(slave, TIOCSCTTY, 0);
    for (int fd = 0; fd < 3; fd++) dup2(slave, fd);
    // Sockets of the parent that are not closed on exec would go on listening in the program.
    syscall(SYS_close_range, 3, ~0U, 0);
    if (directory && chdir(directory) != 0) _exit(126);
    execve(arguments[0], arguments, environment);
    _exit(127);
}

pid_t ct_pty_spawn(int slave, const char *directory, char *const arguments[], char *const environment[]) {
    pid_t process = fork();
    if (process == 0) become(slave, directory, arguments, environment);
    return process;
}

int ct_process_open(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int ct_process_wait(pid_t process) {
    int status;
    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return status;
}

int ct_status_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }
int ct_status_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }
