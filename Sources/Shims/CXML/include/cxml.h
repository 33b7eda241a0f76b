/* XML read forwards, node by node, through libxml2's reader. Documents with a type declaration are refused, no file or address named in
 * one is opened, and no entities but XML's own five and numbers are known. */
#ifndef CXML_H
#define CXML_H
#include <stddef.h>

typedef struct cxml cxml;

/* What `cxml_next` stands on: an element's begin and its end come in pairs, for empty elements too. */
enum { CXML_ENDED = 0, CXML_BEGIN = 1, CXML_END = 2, CXML_TEXT = 3, CXML_BROKEN = -1, CXML_TOO_MANY = -2 };
/* Why nothing could be opened. */
enum { CXML_NO_LIBRARY = 1, CXML_NO_MEMORY = 2 };

/* Reads bytes in any encoding they declare or show; they stay the caller's and must stay in place. At most `nodes` nodes are read.
 * Null where it failed, with the reason. */
cxml *cxml_open(const void *bytes, size_t count, size_t nodes, int *reason);
int cxml_next(cxml *reader);

/* The local name of the element stood on, and its namespace: null where it has none. A prefix that was never declared is part of the
 * name. All text handed out holds until the next call of `cxml_next` or `cxml_attribute`. */
const char *cxml_name(cxml *reader);
const char *cxml_space(cxml *reader);
/* A number the caller gave to elements of this name and namespace (at the begin, and again at the end of the same element); -1 where it gave
 * none yet. Names are compared once and not at every element. */
int cxml_code(cxml *reader);
void cxml_remember(cxml *reader, int code);
/* The text stood on. */
const char *cxml_text(cxml *reader);
/* The value of an attribute; `space` null: of one without a namespace. Null where there is none, and at an element's end. */
const char *cxml_attribute(cxml *reader, const char *name, const char *space);
/* Goes from attribute to attribute of the element that begins here, the namespaces it declares among them: the local name of the next one and
 * its value. Zero behind the last; it must be gone on to there before anything else is asked. Both hold until the next call. */
int cxml_next_attribute(cxml *reader, const char **name, const char **value);
/* Writes the namespace a prefix means here, and answers whether it is known and fits. */
int cxml_meaning(cxml *reader, const char *prefix, char *space, size_t room);
void cxml_close(cxml *reader);
#endif
