/* Mails read through GMime: headers decoded, parts unpacked, whatever their charset and however broken. */
#ifndef CGMIME_H
#define CGMIME_H
#include <stddef.h>
#include <stdint.h>

enum { CGMIME_OK = 0, CGMIME_NO_LIBRARY = 1, CGMIME_BROKEN = 2, CGMIME_TOO_LARGE = 3 };

typedef struct {
    void *context;
    /* A header's value: from, address and id decoded, subject and date as they stood. May be called with raw bytes that are not UTF-8. */
    void (*header)(void *context, const char *name, const char *value);
    /* A raw value with its encoded words in a form that is read without loss; the answer is freed with free(). */
    char *(*rewritten)(const char *value);
    /* One leaf of the mail, unpacked; `name` and `charset` may be null. */
    void (*part)(void *context, const char *type, const char *charset, const char *name, int is_attachment, const void *bytes, size_t count);
} cgmime_reader;

/* Walks a mail held in memory; no more than `limit` bytes are unpacked in all, no more than `parts` leaves. */
int cgmime_read(const void *bytes, size_t count, size_t limit, int parts, const cgmime_reader *reader);
#endif
