#define _GNU_SOURCE
#include "CTerminal.h"
#include "write_all.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static volatile pid_t child;

static void pass_on(int number) {
    int saved = errno;
    if (child > 0) kill(child, number);
    errno = saved;
}

// What the terminal sends goes to both processes and is the child's to decide; what another process sends came here only.
static void pass_on_if_sent(int number, siginfo_t *info, void *context) {
    (void)context;
    if (info->si_code <= 0) pass_on(number);
}

static void set_action(int number, void (*action)(int)) {
    struct sigaction wanted;
    memset(&wanted, 0, sizeof wanted);
    wanted.sa_handler = action;
    sigaction(number, &wanted, NULL);
}

static void set_action_if_sent(int number) {
    struct sigaction wanted;
    memset(&wanted, 0, sizeof wanted);
    wanted.sa_sigaction = pass_on_if_sent;
    wanted.sa_flags = SA_SIGINFO;
    sigaction(number, &wanted, NULL);
}

static void put_back(int fd, const char *leave, const struct termios *modes) {
    write_all(fd, leave, strlen(leave));
    signal(SIGTTOU, SIG_IGN);
    tcsetattr(fd, TCSANOW, modes);
}

static _Noreturn void wait_for_child(int fd, const char *leave, const struct termios *modes) {
    for (;;) {
        int status;
        if (waitpid(child, &status, WUNTRACED) < 0) {
            if (errno == EINTR) continue;
            _exit(1);
        }
        if (WIFSTOPPED(status)) {
            kill(getpid(), SIGSTOP);
            kill(child, SIGCONT);
        } else if (WIFEXITED(status)) {
            _exit(WEXITSTATUS(status));
        } else if (WIFSIGNALED(status)) {
            put_back(fd, leave, modes);
            ct_die_of(WTERMSIG(status));
            _exit(128 + WTERMSIG(status));
        }
    }
}

struct program {
    void (*run)(void *);
    void *context;
    sigset_t signals;
};

static void *run_program(void *argument) {
    struct program program = *(struct program *)argument;
    pthread_sigmask(SIG_SETMASK, &program.signals, NULL);
    program.run(program.context);
    exit(0);
}

// Swift's locks hold the number of their owner's thread, and each thread asks for its own number once. After a fork the
// first thread would go on with its parent's, the kernel would refuse to unlock what others wait for, and both would hang
// for ever. A new thread asks anew. The first one only waits, deaf to signals, so that they reach the others.
static _Noreturn void run_on_new_thread(struct program *program) {
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 8 << 20);
    if (pthread_create(&thread, &attributes, run_program, program) == 0) pthread_join(thread, NULL);
    _exit(1);
}

void ct_supervise(int fd, const char *leave, void (*run)(void *), void *context) {
    struct program program = {.run = run, .context = context};
    struct termios modes;
    pid_t parent = getpid();
    sigset_t all;
    sigfillset(&all);
    // A signal between fork and the handlers below would end the parent alone.
    sigprocmask(SIG_BLOCK, &all, &program.signals);
    child = tcgetattr(fd, &modes) == 0 ? fork() : -1;
    if (child == 0) {
        // Without its parent it would go on unseen.
        prctl(PR_SET_PDEATHSIG, SIGHUP);
        if (getppid() != parent) ct_die_of(SIGHUP);
        run_on_new_thread(&program);
    }
    if (child < 0) run_program(&program);
    set_action_if_sent(SIGQUIT);
    set_action_if_sent(SIGTSTP);
    set_action_if_sent(SIGWINCH);
    set_action_if_sent(SIGINT);
    set_action(SIGTERM, pass_on);
    set_action(SIGHUP, pass_on);
    sigprocmask(SIG_SETMASK, &program.signals, NULL);
    ct_pages_release();
    wait_for_child(fd, leave, &modes);
}
