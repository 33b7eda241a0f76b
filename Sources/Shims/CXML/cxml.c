#include "cxml.h"
#include "clate.h"
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The few functions of libxml2's reader that are used, as its headers have declared them since 2.6. Declared here: they are the same in
 * every version, and so no headers are needed to build. */
typedef unsigned char xmlChar;
typedef void *reader_t;
enum { PARSE_NOERROR = 1 << 5, PARSE_NOWARNING = 1 << 6, PARSE_NONET = 1 << 11, PARSE_NOCDATA = 1 << 14, PARSE_COMPACT = 1 << 16 };
enum { ELEMENT = 1, TEXT = 3, CDATA = 4, ENTITY_REFERENCE = 5, DOCUMENT_TYPE = 10, BLANK = 13, SIGNIFICANT_BLANK = 14, END_ELEMENT = 15 };

static struct {
    reader_t (*for_memory)(const char *, int, const char *, const char *, int);
    int (*read)(reader_t);
    int (*node_type)(reader_t);
    int (*is_empty)(reader_t);
    const xmlChar *(*local_name)(reader_t);
    const xmlChar *(*space)(reader_t);
    const xmlChar *(*value)(reader_t);
    int (*to_attribute)(reader_t, const xmlChar *);
    int (*to_attribute_ns)(reader_t, const xmlChar *, const xmlChar *);
    int (*to_next_attribute)(reader_t);
    int (*to_element)(reader_t);
    xmlChar *(*meaning)(reader_t, const xmlChar *);
    void (*close)(reader_t);
    void (**free)(void *);
    void (*faults)(void *, void (*)(void *, void *));
    void (*messages)(void *, void (*)(void *, const char *, ...));
} xml;
static int found;

static void load(void) {
    void (*initialise)(void) = (void (*)(void))clate_symbol(CLATE_XML2, "xmlInitParser");
    if (!initialise) return;
    initialise();
#define FIND(member, name) if (!(xml.member = (__typeof__(xml.member))clate_symbol(CLATE_XML2, name))) return
    FIND(for_memory, "xmlReaderForMemory");
    FIND(read, "xmlTextReaderRead");
    FIND(node_type, "xmlTextReaderNodeType");
    FIND(is_empty, "xmlTextReaderIsEmptyElement");
    FIND(local_name, "xmlTextReaderConstLocalName");
    FIND(space, "xmlTextReaderConstNamespaceUri");
    FIND(value, "xmlTextReaderConstValue");
    FIND(to_attribute, "xmlTextReaderMoveToAttribute");
    FIND(to_attribute_ns, "xmlTextReaderMoveToAttributeNs");
    FIND(to_next_attribute, "xmlTextReaderMoveToNextAttribute");
    FIND(to_element, "xmlTextReaderMoveToElement");
    FIND(meaning, "xmlTextReaderLookupNamespace");
    FIND(close, "xmlFreeTextReader");
    FIND(free, "xmlFree");
    /* Some faults of an encoding pass by the options and would be written to standard error. */
    FIND(faults, "xmlSetStructuredErrorFunc");
    FIND(messages, "xmlSetGenericErrorFunc");
    found = 1;
}

static void unsaid(void *context, void *fault) { (void)context; (void)fault; }
static void unsaid_words(void *context, const char *words, ...) { (void)context; (void)words; }

enum { KNOWN = 256 };

struct cxml {
    reader_t reader;
    size_t left, depth, room;
    int kind, is_empty, is_over;
    /* The codes of the elements that are open, and of the names met so far: libxml2 keeps each name and namespace once, so the address says
     * which it is. */
    int *open;
    struct { const char *name, *space; int code; } known[KNOWN];
    size_t slot;
};

cxml *cxml_open(const void *bytes, size_t count, size_t nodes, int *reason) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    *reason = CXML_NO_LIBRARY;
    if (!found) return NULL;
    *reason = CXML_NO_MEMORY;
    if (count > INT_MAX) return NULL;
    cxml *made = calloc(1, sizeof *made);
    if (!made) return NULL;
    made->left = nodes;
    /* These belong to the thread. */
    xml.faults(NULL, unsaid);
    xml.messages(NULL, unsaid_words);
    /* Without XML_PARSE_HUGE: a text of more than 10 MB and a depth of more than 256 are faults. */
    made->reader = xml.for_memory(
        count ? bytes : "", (int)count, NULL, NULL, PARSE_NOERROR | PARSE_NOWARNING | PARSE_NONET | PARSE_NOCDATA | PARSE_COMPACT);
    if (!made->reader) {
        free(made);
        return NULL;
    }
    return made;
}

static int over(cxml *r, int kind) {
    r->is_over = 1;
    return r->kind = kind;
}

static int begin(cxml *r) {
    if (r->depth == r->room) {
        size_t room = r->room ? r->room * 2 : 64;
        int *larger = realloc(r->open, room * sizeof *larger);
        if (!larger) return over(r, CXML_BROKEN);
        r->open = larger;
        r->room = room;
    }
    r->open[r->depth++] = -1;
    r->is_empty = xml.is_empty(r->reader) == 1;
    return r->kind = CXML_BEGIN;
}

int cxml_next(cxml *r) {
    if (r->is_over) return r->kind;
    if (r->kind == CXML_BEGIN && r->is_empty) return r->kind = CXML_END;
    if (r->kind == CXML_END && r->depth > 0) r->depth--;
    while (r->left-- > 0) {
        int status = xml.read(r->reader);
        if (status != 1) return over(r, status == 0 ? CXML_ENDED : CXML_BROKEN);
        switch (xml.node_type(r->reader)) {
        case ELEMENT: return begin(r);
        case END_ELEMENT: return r->kind = CXML_END;
        case TEXT: case CDATA: case BLANK: case SIGNIFICANT_BLANK: return r->kind = CXML_TEXT;
        case ENTITY_REFERENCE: case DOCUMENT_TYPE: return over(r, CXML_BROKEN);
        }
    }
    return over(r, CXML_TOO_MANY);
}

int cxml_code(cxml *r) {
    if (r->depth == 0 || (r->kind != CXML_BEGIN && r->kind != CXML_END)) return -1;
    int *own = &r->open[r->depth - 1];
    if (*own >= 0) return *own;
    const char *name = cxml_name(r), *space = cxml_space(r);
    r->slot = (((uintptr_t)name >> 2) ^ ((uintptr_t)space >> 5)) % KNOWN;
    if (name && r->known[r->slot].name == name && r->known[r->slot].space == space) return *own = r->known[r->slot].code;
    return -1;
}

void cxml_remember(cxml *r, int code) {
    if (r->depth == 0 || (r->kind != CXML_BEGIN && r->kind != CXML_END)) return;
    r->open[r->depth - 1] = code;
    r->known[r->slot].name = cxml_name(r);
    r->known[r->slot].space = cxml_space(r);
    r->known[r->slot].code = code;
}

const char *cxml_name(cxml *r) {
    const char *name = (const char *)xml.local_name(r->reader);
    return name ? name : "";
}
const char *cxml_space(cxml *r) { return (const char *)xml.space(r->reader); }
const char *cxml_text(cxml *r) {
    const char *text = r->kind == CXML_TEXT ? (const char *)xml.value(r->reader) : NULL;
    return text ? text : "";
}

const char *cxml_attribute(cxml *r, const char *name, const char *space) {
    if (r->kind != CXML_BEGIN) return NULL;
    int status = space ? xml.to_attribute_ns(r->reader, (const xmlChar *)name, (const xmlChar *)space)
                       : xml.to_attribute(r->reader, (const xmlChar *)name);
    if (status != 1) return NULL;
    const char *value = (const char *)xml.value(r->reader);
    xml.to_element(r->reader);
    return value ? value : "";
}

int cxml_next_attribute(cxml *r, const char **name, const char **value) {
    if (r->kind != CXML_BEGIN) return 0;
    if (xml.to_next_attribute(r->reader) != 1) {
        xml.to_element(r->reader);
        return 0;
    }
    const char *said = (const char *)xml.value(r->reader);
    *name = cxml_name(r);
    *value = said ? said : "";
    return 1;
}

int cxml_meaning(cxml *r, const char *prefix, char *space, size_t room) {
    xmlChar *meaning = xml.meaning(r->reader, (const xmlChar *)prefix);
    if (!meaning) return 0;
    size_t length = strlen((const char *)meaning);
    if (length < room) memcpy(space, meaning, length + 1);
    (*xml.free)(meaning);
    return length < room;
}

void cxml_close(cxml *r) {
    if (!r) return;
    xml.close(r->reader);
    free(r->open);
    free(r);
}
