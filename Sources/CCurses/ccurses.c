#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "ccurses.h"
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen;
static volatile sig_atomic_t pending;
static int mouse_x, mouse_y;
static int wake[2] = {-1, -1};

static void note(int number) {
    pending = number;
    int saved = errno;
    if (wake[1] >= 0) (void)!write(wake[1], "", 1);
    errno = saved;
}

/* Our handler stands in the place of ncurses' own, so the new size is told to it here. */
static void take_size(void) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
        resizeterm(size.ws_row, size.ws_col);
    }
}

static struct termios before;
static bool has_before;

/* A fault of our own must not leave the clerk with a dead terminal: put it back, then die as we would have. */
static void crash(int number) {
    static const char reset[] = "\033[?2004l\033[?1000l\033[?1002l\033[?1006l\033[?25h\033[0m\033[?1049l\r\n";
    (void)!write(STDOUT_FILENO, reset, sizeof reset - 1);
    if (has_before) tcsetattr(STDIN_FILENO, TCSANOW, &before);
    signal(number, SIG_DFL);
    raise(number);
}

/* ncurses writes to a descriptor of its own, so that a whole paint can be gathered behind it; see cc_refresh. */
static FILE *output;
static int gathered = -1;

/* How terminals write a key beside what their description says: PuTTY, the Linux console, a multiplexer in between. */
static void define_spellings(void) {
    static const struct { const char *bytes; int key; } spellings[] = {
        {"\033[1~", KEY_HOME}, {"\033[7~", KEY_HOME}, {"\033[H", KEY_HOME}, {"\033OH", KEY_HOME},
        {"\033[4~", KEY_END}, {"\033[8~", KEY_END}, {"\033[F", KEY_END}, {"\033OF", KEY_END},
        {"\033[A", KEY_UP}, {"\033OA", KEY_UP}, {"\033[B", KEY_DOWN}, {"\033OB", KEY_DOWN},
        {"\033[C", KEY_RIGHT}, {"\033OC", KEY_RIGHT}, {"\033[D", KEY_LEFT}, {"\033OD", KEY_LEFT},
        {"\033[3~", KEY_DC}, {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[Z", KEY_BTAB},
        {"\033[11~", KEY_F(1)}, {"\033[12~", KEY_F(2)}, {"\033[13~", KEY_F(3)}, {"\033[14~", KEY_F(4)},
        {"\033OP", KEY_F(1)}, {"\033OQ", KEY_F(2)}, {"\033OR", KEY_F(3)}, {"\033OS", KEY_F(4)},
        {"\033[[A", KEY_F(1)}, {"\033[[B", KEY_F(2)}, {"\033[[C", KEY_F(3)}, {"\033[[D", KEY_F(4)}, {"\033[[E", KEY_F(5)},
        {"\033[15~", KEY_F(5)}, {"\033[17~", KEY_F(6)}, {"\033[18~", KEY_F(7)}, {"\033[19~", KEY_F(8)},
        {"\033[20~", KEY_F(9)}, {"\033[21~", KEY_F(10)}, {"\033[23~", KEY_F(11)}, {"\033[24~", KEY_F(12)},
    };
    for (unsigned index = 0; index < sizeof spellings / sizeof *spellings; index++)
        if (key_defined(spellings[index].bytes) == 0) define_key(spellings[index].bytes, spellings[index].key);
}

bool cc_start(void) {
    int problem = 0;
    has_before = tcgetattr(STDIN_FILENO, &before) == 0;
    if (setupterm(NULL, STDOUT_FILENO, &problem) == ERR) return false;
    if (!cursor_address || !*cursor_address) return false;
    if (pipe(wake) != 0) return false;
    int descriptor = dup(STDOUT_FILENO);
    output = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    screen = newterm(NULL, output ? output : stdout, stdin);
    if (!screen) return false;
    gathered = output ? memfd_create("paint", MFD_CLOEXEC) : -1;
    set_term(screen);
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    meta(stdscr, TRUE);
    set_escdelay(25);
    timeout(0);
    leaveok(stdscr, FALSE);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    /* Whoever started us may have blocked signals; a desk that cannot hear a resize draws garbage. */
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note;
    sigaction(SIGWINCH, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGCONT, &action, NULL);
    action.sa_handler = crash;
    static const int faults[] = {SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE};
    for (unsigned index = 0; index < sizeof faults / sizeof *faults; index++) sigaction(faults[index], &action, NULL);
    /* Bracketed paste: pasted text must never be read as keys. */
    define_key("\033[200~", KEY_MAX - 1);
    define_key("\033[201~", KEY_MAX - 2);
    define_spellings();
    cc_raw("\033[?2004h");
    return true;
}

void cc_stop(void) {
    if (!screen) return;
    cc_raw("\033[?2004l");
    mousemask(0, NULL);
    endwin();
    delscreen(screen);
    screen = NULL;
    if (output) fclose(output);
    if (gathered >= 0) close(gathered);
    output = NULL;
    gathered = -1;
}

void cc_leave(void) {
    cc_raw("\033[?2004l");
    endwin();
}

void cc_return(void) {
    cc_raw("\033[?2004h");
    refresh();
}

void cc_suspend(void) {
    cc_leave();
    raise(SIGSTOP);
    cc_return();
}

int cc_columns(void) { return COLS; }
int cc_rows(void) { return LINES; }
int cc_colors(void) { return has_colors() ? COLORS : 0; }
bool cc_is_direct(void) { return tigetflag("RGB") > 0 || tigetnum("RGB") > 0; }
void cc_pair(int index, int foreground, int background) { init_extended_pair(index, foreground, background); }

void cc_put(int y, int x, uint32_t base, uint32_t first, uint32_t second, int pair, bool bold, bool underlined, bool reversed) {
    wchar_t wide[] = {(wchar_t)base, (wchar_t)first, (wchar_t)second, 0};
    attr_t attributes = (bold ? WA_BOLD : 0) | (underlined ? WA_UNDERLINE : 0) | (reversed ? WA_REVERSE : 0);
    cchar_t cell;
    if (setcchar(&cell, wide, attributes, (short)pair, NULL) == OK) mvadd_wch(y, x, &cell);
}

void cc_clear_all(void) { clearok(curscr, TRUE); }

/* Writes all of it, whatever the line's pace; a terminal that is gone is noticed at the next key. */
static void write_all(const char *bytes, size_t length) {
    while (length) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EAGAIN) {
            struct pollfd terminal = {.fd = STDOUT_FILENO, .events = POLLOUT};
            poll(&terminal, 1, 1000);
            continue;
        }
        if (written <= 0) return;
        bytes += written;
        length -= (size_t)written;
    }
}

/* ncurses 6.4 writes after every move of the cursor: dozens of packets a paint over a line. While it paints, its descriptor leads
   into memory, and what has gathered there goes out at once. */
static void refresh_gathered(void) {
    int own = fileno(output);
    int terminal = fcntl(own, F_DUPFD_CLOEXEC, 3);
    if (terminal < 0 || lseek(gathered, 0, SEEK_SET) != 0 || dup2(gathered, own) < 0) {
        refresh();
        if (terminal >= 0) close(terminal);
        return;
    }
    refresh();
    fflush(output);
    dup2(terminal, own);
    close(terminal);
    off_t length = lseek(gathered, 0, SEEK_CUR);
    static char paint[1 << 16];
    for (off_t at = 0; at < length;) {
        ssize_t count = pread(gathered, paint, (size_t)(length - at < (off_t)sizeof paint ? length - at : (off_t)sizeof paint), at);
        if (count <= 0) break;
        write_all(paint, (size_t)count);
        at += count;
    }
}

void cc_refresh(int cursor_y, int cursor_x, bool show_caret) {
    curs_set(show_caret ? 1 : 0);
    move(cursor_y, cursor_x);
    /* On the way back from a suspension ncurses also sets the terminal's modes, which only the terminal itself can take. */
    if (gathered < 0 || isendwin()) refresh(); else refresh_gathered();
}

/* Passes the rest of a key nobody knows, so that its letters are not taken for commands; false where escape stood alone. */
static bool pass_unknown_key(void) {
    wint_t code;
    if (get_wch(&code) != OK) return false;
    if (code != L'[' && code != L'O') {
        unget_wch((wchar_t)code);
        return false;
    }
    bool is_short = code == L'O';
    for (int count = 0; count < 32 && get_wch(&code) == OK; count++)
        if (is_short || (code >= 0x40 && code <= 0x7E && !(count == 0 && code == L'['))) break;
    return true;
}

static int32_t read_event(bool *special) {
    wint_t code;
    int result = get_wch(&code);
    if (result == ERR) return CC_NONE;
    if (result != KEY_CODE_YES) return code == 0x1B && pass_unknown_key() ? CC_NONE : (int32_t)code;
    if (code == KEY_RESIZE) return CC_RESIZED;
    if (code == KEY_MAX - 1) return CC_PASTE;
    if (code == KEY_MAX - 2) return CC_PASTE_END;
    if (code == KEY_MOUSE) {
        MEVENT event;
        if (getmouse(&event) != OK) return CC_NONE;
        mouse_x = event.x;
        mouse_y = event.y;
        if (event.bstate & BUTTON4_PRESSED) return CC_WHEEL_UP;
#ifdef BUTTON5_PRESSED
        if (event.bstate & BUTTON5_PRESSED) return CC_WHEEL_DOWN;
#endif
        return event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED) ? CC_CLICK : CC_NONE;
    }
    *special = true;
    return (int32_t)code;
}

int32_t cc_key(int milliseconds, bool *special) {
    *special = false;
    int32_t event = read_event(special);
    if (event != CC_NONE) return event;
    struct pollfd inputs[2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = wake[0], .events = POLLIN}};
    int ready = poll(inputs, 2, milliseconds);
    if (ready > 0 && inputs[1].revents & POLLIN) {
        char drain[64];
        (void)!read(wake[0], drain, sizeof drain);
        if (pending == SIGWINCH || pending == SIGCONT) {
            pending = 0;
            take_size();
            return CC_RESIZED;
        }
        return pending == SIGTERM || pending == SIGHUP ? CC_GONE : CC_NONE;
    }
    if (ready > 0 && inputs[0].revents & (POLLHUP | POLLERR) && !(inputs[0].revents & POLLIN)) return CC_GONE;
    if (ready <= 0) return CC_NONE;
    event = read_event(special);
    if (event == CC_NONE && inputs[0].revents & POLLHUP) return CC_GONE;
    return event;
}

int cc_signal(void) {
    int number = pending;
    pending = 0;
    return number;
}

int cc_mouse_x(void) { return mouse_x; }
int cc_mouse_y(void) { return mouse_y; }

void cc_mouse(bool on) {
    mousemask(on ? (BUTTON1_CLICKED | BUTTON1_PRESSED | BUTTON4_PRESSED
#ifdef BUTTON5_PRESSED
                    | BUTTON5_PRESSED
#endif
                    ) : 0, NULL);
    mouseinterval(0);
}

void cc_bell(void) { beep(); }

void cc_raw(const char *bytes) {
    fflush(stdout);
    write_all(bytes, strlen(bytes));
}

int cc_special(int32_t code, int *number) {
    if (code >= KEY_F(0) && code <= KEY_F(63)) {
        *number = code - KEY_F(0);
        return CCK_F0;
    }
    switch (code) {
    case KEY_UP: return CCK_UP;
    case KEY_DOWN: return CCK_DOWN;
    case KEY_LEFT: return CCK_LEFT;
    case KEY_RIGHT: return CCK_RIGHT;
    case KEY_HOME: case KEY_FIND: return CCK_HOME;
    case KEY_END: case KEY_SELECT: return CCK_END;
    case KEY_PPAGE: return CCK_PPAGE;
    case KEY_NPAGE: return CCK_NPAGE;
    case KEY_DC: return CCK_DC;
    case KEY_IC: return CCK_IC;
    case KEY_BACKSPACE: return CCK_BACKSPACE;
    case KEY_BTAB: return CCK_BTAB;
    case KEY_ENTER: return CCK_ENTER;
    default: return CCK_OTHER;
    }
}
