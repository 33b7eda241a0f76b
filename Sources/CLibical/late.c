#include "bical.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static void *library;

void *bical_symbol(const char *name) {
    void *found = library ? dlsym(library, name) : NULL;
    if (!found) {
        fprintf(stderr, "banshi: libical lacks %s\n", name);
        exit(70);
    }
    return found;
}

bool bical_load(void) {
    if (library) return true;
    library = dlopen("libical.so.3", RTLD_NOW | RTLD_LOCAL);
    if (!library) return false;
    /* A malformed calendar is an answer, never an abort. */
    void (*set_fatal)(int) = (void (*)(int))bical_symbol("icalerror_set_errors_are_fatal");
    set_fatal(0);
    return true;
}
