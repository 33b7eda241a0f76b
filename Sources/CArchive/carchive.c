#include "carchive.h"
#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

/* libarchive is loaded at the first archive, not with the program: it brings a dozen libraries along. */
static void *library;
#define LATE(name) ((__typeof__(&name))dlsym(library, #name))

int carchive_entry(const void *data, size_t size, const char *name, size_t limit, unsigned char **bytes, size_t *count) {
    if (!library) library = dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL);
    if (!library) return CARCHIVE_NO_LIBRARY;
    struct archive *archive = LATE(archive_read_new)();
    LATE(archive_read_support_format_zip)(archive);
    int result = CARCHIVE_BROKEN;
    if (LATE(archive_read_open_memory)(archive, data, size) == ARCHIVE_OK) {
        struct archive_entry *entry;
        int status;
        /* A container with more entries than any paper has is not walked to its end. */
        for (int seen = 0; seen < 10000 && (status = LATE(archive_read_next_header)(archive, &entry)) <= ARCHIVE_OK && status > ARCHIVE_FAILED; seen++) {
            const char *path = LATE(archive_entry_pathname)(entry);
            if (!path || strcmp(path, name) != 0) continue;
            size_t capacity = 65536, used = 0;
            unsigned char *buffer = malloc(capacity);
            result = CARCHIVE_OK;
            while (buffer) {
                if (used == capacity) {
                    if (capacity > limit) { result = CARCHIVE_TOO_LARGE; break; }
                    unsigned char *larger = realloc(buffer, capacity * 2);
                    if (!larger) { result = CARCHIVE_TOO_LARGE; break; }
                    buffer = larger;
                    capacity *= 2;
                }
                ssize_t got = LATE(archive_read_data)(archive, buffer + used, capacity - used);
                if (got < 0) { result = CARCHIVE_BROKEN; break; }
                if (got == 0) break;
                used += (size_t)got;
                if (used > limit) { result = CARCHIVE_TOO_LARGE; break; }
            }
            if (result == CARCHIVE_OK && buffer) {
                *bytes = buffer;
                *count = used;
            } else {
                free(buffer);
                if (!buffer) result = CARCHIVE_TOO_LARGE;
            }
            LATE(archive_read_free)(archive);
            return result;
        }
        result = status == ARCHIVE_EOF ? CARCHIVE_NOT_FOUND : CARCHIVE_BROKEN;
    }
    LATE(archive_read_free)(archive);
    return result;
}
