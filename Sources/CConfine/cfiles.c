#define _GNU_SOURCE
#include "inside.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Landlock, by its numbers: the headers of older systems do not know it. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, PATH_BENEATH = 1, ASK_VERSION = 1 };
enum {
    EXECUTE = 1 << 0, WRITE_FILE = 1 << 1, READ_FILE = 1 << 2, READ_FOLDER = 1 << 3, REMOVE_AND_MAKE = 0x1FF0, REFER = 1 << 13,
    TRUNCATE = 1 << 14, DEVICES = 1 << 15,
};
/* Rights that mean something for what is no folder. */
enum { OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | DEVICES };
struct ruleset { uint64_t files; };
struct beneath { uint64_t allowed; int32_t parent; } __attribute__((packed));

/* What libraries and tools need of a system: themselves, and tables that are the same on every machine. */
static const char *const libraries[] = {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store", "/gnu/store"};
static const char *const tables[] = {
    "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts",
    "/usr/share/fontconfig", "/var/cache/fontconfig", "/usr/share/poppler", "/usr/share/tesseract-ocr", "/usr/share/tessdata",
    "/usr/share/antiword", "/usr/share/catdoc", "/dev/null", "/dev/zero", "/dev/urandom",
};
/* A tool that is a script is nothing without the programs it calls. */
static const char *const programs[] = {"/bin", "/usr/bin", "/usr/local/bin"};

static int allow(int rules, const char *path, uint64_t what) {
    struct beneath rule = {.allowed = what, .parent = open(path, O_PATH | O_CLOEXEC)};
    if (rule.parent < 0) return 0;
    int done = syscall(ADD_RULE, rules, PATH_BENEATH, &rule, 0) == 0;
    /* Rights of folders are refused for a file. */
    rule.allowed = what & OF_FILES;
    if (!done) done = syscall(ADD_RULE, rules, PATH_BENEATH, &rule, 0) == 0;
    close(rule.parent);
    return done;
}

static void allow_all(int rules, const char *const *paths, size_t count, uint64_t what) {
    for (size_t index = 0; index < count; index++) allow(rules, paths[index], what);
}

int cconfine_is_script(const char *path) {
    char mark[2] = "";
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t got = read(file, mark, sizeof mark);
    close(file);
    return got == 2 && memcmp(mark, "#!", 2) == 0;
}

int cconfine_files_known(void) { return syscall(CREATE_RULESET, NULL, 0, ASK_VERSION) >= 1; }

int cconfine_refuse_files(const cconfine_limits *limits) {
    long version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
    if (version < 1) return 0;
    struct ruleset handled = {
        .files = EXECUTE | WRITE_FILE | READ_FILE | READ_FOLDER | REMOVE_AND_MAKE | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0)
            | (version >= 5 ? DEVICES : 0),
    };
    int rules = (int)syscall(CREATE_RULESET, &handled, sizeof handled, 0);
    if (rules < 0) return 0;
    const uint64_t reading = READ_FILE | READ_FOLDER;
    allow_all(rules, libraries, sizeof libraries / sizeof *libraries, reading | EXECUTE);
    allow_all(rules, tables, sizeof tables / sizeof *tables, reading);
    allow(rules, "/dev/null", handled.files & (WRITE_FILE | READ_FILE | TRUNCATE));
    if (limits->tables) allow(rules, limits->tables, reading);
    int done = 1;
    if (limits->tool) {
        done = allow(rules, limits->tool, READ_FILE | EXECUTE);
        if (cconfine_is_script(limits->tool)) allow_all(rules, programs, sizeof programs / sizeof *programs, reading | EXECUTE);
    }
    if (limits->folder) done = done && allow(rules, limits->folder, handled.files & ~(uint64_t)(EXECUTE | DEVICES));
    done = done && syscall(RESTRICT_SELF, rules, 0) == 0;
    close(rules);
    return done;
}
