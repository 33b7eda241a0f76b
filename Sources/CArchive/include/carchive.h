/* Zip containers, tar files and others read and written, through libarchive. */
#ifndef CARCHIVE_H
#define CARCHIVE_H
#include <stddef.h>
#include <stdint.h>

enum { CARCHIVE_OK = 0, CARCHIVE_NO_LIBRARY = 1, CARCHIVE_BROKEN = 2, CARCHIVE_NOT_FOUND = 3, CARCHIVE_TOO_LARGE = 4,
       CARCHIVE_NOT_WRITTEN = 5, CARCHIVE_STOPPED = 6, CARCHIVE_LOCKED = 7,
       /* What `begin` answers for an entry whose bytes nobody wants: they are not unpacked. */
       CARCHIVE_SKIP = 100 };

/* Walks a zip held in memory: `begin` for each entry, `data` for its bytes in order; a callback that answers non-zero stops. */
int carchive_zip_walk(
    const void *archive, size_t size, void *context, int (*begin)(void *context, const char *name, int is_folder),
    int (*data)(void *context, const void *bytes, size_t count));

/* The same for several files in one that is no zip (.tar .7z .rar .cab .lzh), and for one file made smaller (.gz .bz2 .xz .lz .zst .lz4 .Z), whose
   name is the one it has in itself or `data`. */
int carchive_bundle_walk(
    const void *archive, size_t size, void *context, int (*begin)(void *context, const char *name, int is_folder),
    int (*data)(void *context, const void *bytes, size_t count));
int carchive_pressed_walk(
    const void *archive, size_t size, void *context, int (*begin)(void *context, const char *name, int is_folder),
    int (*data)(void *context, const void *bytes, size_t count));

/* A new uncompressed tar file. Every call answers one of the codes above; after a failure errno says why. */
int carchive_tar_open(const char *path, void **tar);
/* Adds a file of the disk, or bytes in memory where `path` is null. */
int carchive_tar_add(void *tar, const char *name, const void *bytes, size_t count);
/* Adds the file a descriptor has open, wherever its place in it stands. */
int carchive_tar_add_open(void *tar, const char *name, int source);
int carchive_tar_add_file(void *tar, const char *name, const char *path);
int carchive_tar_close(void *tar);
/* A new zip, filled and closed by the two calls above. */
int carchive_zip_open(const char *path, void **zip);

/* Walks a tar file: `begin` for each regular entry, `data` for its bytes in order; a callback that answers non-zero stops.
   What is spoilt is passed over up to the next sound header, and the answer is CARCHIVE_BROKEN once all was walked. */
int carchive_tar_walk(
    const char *path, void *context, int (*begin)(void *context, const char *name, int64_t size),
    int (*data)(void *context, const void *bytes, size_t count));
#endif
