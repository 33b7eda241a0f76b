#include "clate.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

/* The names of Debian 12 and 13 and of what follows them, the oldest first: the interface used is the same in each. The package named is
 * one that each of them has. */
static const struct { const char *name, *package, *files[8]; } known[CLATE_COUNT] = {
    [CLATE_GUMBO] = {"libgumbo", "libgumbo-dev", {"libgumbo.so.1", "libgumbo.so.2", "libgumbo.so.3"}},
    [CLATE_XML2] = {"libxml2", "libxml2", {"libxml2.so.2", "libxml2.so.16"}},
    [CLATE_FREEXL] = {"libfreexl", "libfreexl1", {"libfreexl.so.1"}},
    /* Its number goes up with every release; what is used of it has stayed as it was since 1.0. */
    [CLATE_XLSXWRITER] = {"libxlsxwriter", "libxlsxwriter-dev",
        {"libxlsxwriter.so.4", "libxlsxwriter.so.5", "libxlsxwriter.so.6", "libxlsxwriter.so.7", "libxlsxwriter.so.8", "libxlsxwriter.so.9",
         "libxlsxwriter.so.10", "libxlsxwriter.so.11"}},
};

static void *loaded[CLATE_COUNT];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *load(clate_library library) {
    if ((unsigned)library >= CLATE_COUNT) return NULL;
    pthread_mutex_lock(&lock);
    for (int index = 0; !loaded[library] && index < 8 && known[library].files[index]; index++)
        loaded[library] = dlopen(known[library].files[index], RTLD_NOW | RTLD_LOCAL);
    void *handle = loaded[library];
    pthread_mutex_unlock(&lock);
    return handle;
}

int clate_has(clate_library library) { return load(library) != NULL; }

void *clate_symbol(clate_library library, const char *name) {
    void *handle = load(library);
    return handle ? dlsym(handle, name) : NULL;
}

const char *clate_name(clate_library library) { return (unsigned)library < CLATE_COUNT ? known[library].name : ""; }
const char *clate_package(clate_library library) { return (unsigned)library < CLATE_COUNT ? known[library].package : ""; }
