#include "carchive.h"
#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* libarchive is loaded at the first archive, not with the program: it brings a dozen libraries along. */
static void *library;
#define LATE(name) ((__typeof__(&name))dlsym(library, #name))

static int load(void) {
    if (!library) library = dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL);
    return library != NULL;
}

/* Begins an archive whose format is set. */
static int begin(struct archive *archive, const char *path, void **begun) {
    if (LATE(archive_write_open_filename)(archive, path) != ARCHIVE_OK) {
        LATE(archive_write_free)(archive);
        return CARCHIVE_NOT_WRITTEN;
    }
    *begun = archive;
    return CARCHIVE_OK;
}

int carchive_tar_open(const char *path, void **tar) {
    if (!load()) return CARCHIVE_NO_LIBRARY;
    struct archive *archive = LATE(archive_write_new)();
    LATE(archive_write_set_format_pax_restricted)(archive);
    return begin(archive, path, tar);
}

int carchive_zip_open(const char *path, void **zip) {
    if (!load()) return CARCHIVE_NO_LIBRARY;
    struct archive *archive = LATE(archive_write_new)();
    LATE(archive_write_set_format_zip)(archive);
    return begin(archive, path, zip);
}

/* Adds an entry of one file; its bytes come from memory, or from a descriptor where there are none. */
static int add(struct archive *archive, const char *name, const void *bytes, size_t count, int source, time_t changed) {
    struct archive_entry *entry = LATE(archive_entry_new)();
    LATE(archive_entry_set_pathname)(entry, name);
    LATE(archive_entry_set_size)(entry, (la_int64_t)count);
    LATE(archive_entry_set_filetype)(entry, AE_IFREG);
    LATE(archive_entry_set_perm)(entry, 0600);
    if (source >= 0) LATE(archive_entry_set_mtime)(entry, changed, 0);
    int result = LATE(archive_write_header)(archive, entry) == ARCHIVE_OK ? CARCHIVE_OK : CARCHIVE_NOT_WRITTEN;
    LATE(archive_entry_free)(entry);
    if (result == CARCHIVE_OK && source < 0 && LATE(archive_write_data)(archive, bytes, count) != (la_ssize_t)count) result = CARCHIVE_NOT_WRITTEN;
    char buffer[65536];
    size_t written = 0;
    while (result == CARCHIVE_OK && source >= 0 && written < count) {
        ssize_t got = pread(source, buffer, sizeof buffer, (off_t)written);
        if (got <= 0) return CARCHIVE_BROKEN;
        if (LATE(archive_write_data)(archive, buffer, (size_t)got) < 0) return CARCHIVE_NOT_WRITTEN;
        written += (size_t)got;
    }
    return result;
}

int carchive_tar_add(void *tar, const char *name, const void *bytes, size_t count) { return add(tar, name, bytes, count, -1, 0); }

int carchive_tar_add_open(void *tar, const char *name, int source) {
    struct stat status;
    if (fstat(source, &status) != 0) return CARCHIVE_NOT_FOUND;
    return add(tar, name, NULL, (size_t)status.st_size, source, status.st_mtime);
}

int carchive_tar_add_file(void *tar, const char *name, const char *path) {
    int source = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (source < 0) return CARCHIVE_NOT_FOUND;
    int result = carchive_tar_add_open(tar, name, source);
    close(source);
    return result;
}

int carchive_tar_close(void *tar) {
    int status = LATE(archive_write_close)(tar);
    LATE(archive_write_free)(tar);
    return status == ARCHIVE_OK ? CARCHIVE_OK : CARCHIVE_NOT_WRITTEN;
}

/* Hands the bytes of the present entry over, piece by piece. */
static int pour(struct archive *archive, void *context, int (*data)(void *context, const void *bytes, size_t count)) {
    char buffer[65536];
    la_ssize_t got;
    while ((got = LATE(archive_read_data)(archive, buffer, sizeof buffer)) > 0)
        if (data(context, buffer, (size_t)got)) return CARCHIVE_STOPPED;
    return got < 0 ? CARCHIVE_BROKEN : CARCHIVE_OK;
}

/* Where the first header lies, within 64 MiB: the library looks for it at the very beginning alone, and there it may be spoilt. */
static int64_t first_header(int file) {
    unsigned char block[512];
    for (int64_t at = 0; at < 64 << 20 && pread(file, block, sizeof block, at) == (ssize_t)sizeof block; at += sizeof block) {
        char digits[9] = {0}, *end;
        unsigned long sum = 0;
        memcpy(digits, block + 148, 8);
        for (int index = 0; index < 512; index++) sum += index >= 148 && index < 156 ? ' ' : block[index];
        if (strtoul(digits, &end, 8) == sum && end != digits && (at == 0 || memcmp(block + 257, "ustar", 5) == 0)) return at;
    }
    return 0;
}

int carchive_tar_walk(
    const char *path, void *context, int (*begin)(void *context, const char *name, int64_t size),
    int (*data)(void *context, const void *bytes, size_t count)) {
    if (!load()) return CARCHIVE_NO_LIBRARY;
    struct archive *archive = LATE(archive_read_new)();
    LATE(archive_read_support_format_tar)(archive);
    /* Empty blocks within a file whose header is spoilt are no end. */
    LATE(archive_read_set_options)(archive, "read_concatenated_archives");
    int result = CARCHIVE_BROKEN;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    int64_t start = file < 0 ? 0 : first_header(file);
    if (file >= 0 && lseek(file, start, SEEK_SET) == start && LATE(archive_read_open_fd)(archive, file, 65536) == ARCHIVE_OK) {
        struct archive_entry *entry;
        int status, damaged = start > 0;
        result = CARCHIVE_OK;
        /* A block that is no header is passed over, up to the next one that is. */
        while (result == CARCHIVE_OK
               && ((status = LATE(archive_read_next_header)(archive, &entry)) == ARCHIVE_OK || status == ARCHIVE_RETRY)) {
            if (status == ARCHIVE_RETRY) { damaged = 1; continue; }
            if (LATE(archive_entry_filetype)(entry) == AE_IFDIR) continue;
            const char *name = LATE(archive_entry_pathname)(entry);
            if (!name || LATE(archive_entry_filetype)(entry) != AE_IFREG) { damaged = 1; continue; }
            if (begin(context, name, LATE(archive_entry_size)(entry))) { result = CARCHIVE_STOPPED; break; }
            result = pour(archive, context, data);
        }
        if (result == CARCHIVE_OK && (damaged || status != ARCHIVE_EOF)) result = CARCHIVE_BROKEN;
    }
    LATE(archive_read_free)(archive);
    if (file >= 0) close(file);
    return result;
}

/* Walks an archive in memory whose formats are set, and frees it. */
static int walk(
    struct archive *archive, const void *memory, size_t size, void *context,
    int (*begin)(void *context, const char *name, int is_folder),
    int (*data)(void *context, const void *bytes, size_t count)) {
    int result = CARCHIVE_BROKEN;
    if (LATE(archive_read_open_memory)(archive, memory, size) == ARCHIVE_OK) {
        struct archive_entry *entry;
        int status;
        int fault = CARCHIVE_OK;
        result = CARCHIVE_OK;
        /* A warning (a name in no known charset) is no fault. */
        while (result == CARCHIVE_OK && (status = LATE(archive_read_next_header)(archive, &entry)) <= ARCHIVE_OK && status > ARCHIVE_FAILED) {
            const char *name = LATE(archive_entry_pathname)(entry);
            int kind = LATE(archive_entry_filetype)(entry);
            if (kind != AE_IFDIR && kind != AE_IFREG) continue;
            /* A name that is none in any charset names a file all the same. */
            if (!name) name = "_";
            /* What cannot be read is passed over: behind it may lie what can, and whoever looks for something must see that. */
            if (LATE(archive_entry_is_data_encrypted)(entry)) { fault = CARCHIVE_LOCKED; continue; }
            int answer = begin(context, name, kind == AE_IFDIR);
            if (answer == CARCHIVE_SKIP) continue;
            if (answer) { result = CARCHIVE_STOPPED; break; }
            result = pour(archive, context, data);
            if (result == CARCHIVE_BROKEN) { fault = CARCHIVE_BROKEN; result = CARCHIVE_OK; }
        }
        if (result == CARCHIVE_OK && status != ARCHIVE_EOF) result = CARCHIVE_BROKEN;
        if (result == CARCHIVE_OK) result = fault;
    }
    LATE(archive_read_free)(archive);
    return result;
}

int carchive_zip_walk(
    const void *memory, size_t size, void *context, int (*begin)(void *context, const char *name, int is_folder),
    int (*data)(void *context, const void *bytes, size_t count)) {
    if (!load()) return CARCHIVE_NO_LIBRARY;
    struct archive *archive = LATE(archive_read_new)();
    LATE(archive_read_support_format_zip)(archive);
    return walk(archive, memory, size, context, begin, data);
}

int carchive_bundle_walk(
    const void *memory, size_t size, void *context, int (*begin)(void *context, const char *name, int is_folder),
    int (*data)(void *context, const void *bytes, size_t count)) {
    if (!load()) return CARCHIVE_NO_LIBRARY;
    struct archive *archive = LATE(archive_read_new)();
    LATE(archive_read_support_format_tar)(archive);
    LATE(archive_read_support_format_7zip)(archive);
    LATE(archive_read_support_format_rar)(archive);
    LATE(archive_read_support_format_rar5)(archive);
    LATE(archive_read_support_format_cab)(archive);
    LATE(archive_read_support_format_lha)(archive);
    return walk(archive, memory, size, context, begin, data);
}

int carchive_pressed_walk(
    const void *memory, size_t size, void *context, int (*begin)(void *context, const char *name, int is_folder),
    int (*data)(void *context, const void *bytes, size_t count)) {
    if (!load()) return CARCHIVE_NO_LIBRARY;
    struct archive *archive = LATE(archive_read_new)();
    LATE(archive_read_support_format_raw)(archive);
    LATE(archive_read_support_filter_gzip)(archive);
    LATE(archive_read_support_filter_bzip2)(archive);
    LATE(archive_read_support_filter_xz)(archive);
    LATE(archive_read_support_filter_lzip)(archive);
    LATE(archive_read_support_filter_zstd)(archive);
    LATE(archive_read_support_filter_lz4)(archive);
    LATE(archive_read_support_filter_compress)(archive);
    return walk(archive, memory, size, context, begin, data);
}
