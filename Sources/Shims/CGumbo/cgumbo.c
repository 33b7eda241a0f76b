#include "cgumbo.h"
#include "cdepth.h"
#include "clate.h"
#include <gumbo.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static struct {
    GumboOutput *(*parse)(const GumboOptions *, const char *, size_t);
    const char *(*name)(GumboTag);
    const GumboOptions *standing;
} gumbo;
static int found;

static void load(void) {
    gumbo.parse = (__typeof__(gumbo.parse))clate_symbol(CLATE_GUMBO, "gumbo_parse_with_options");
    gumbo.name = (__typeof__(gumbo.name))clate_symbol(CLATE_GUMBO, "gumbo_normalized_tagname");
    gumbo.standing = clate_symbol(CLATE_GUMBO, "kGumboDefaultOptions");
    found = gumbo.parse && gumbo.name && gumbo.standing;
}

/* All memory of one page. It goes at once: libgumbo would take its tree down by recursion, which a deep page makes too deep. */
typedef struct block { struct block *before, *after; size_t size; } block;
enum { CHUNK = 1 << 18, LARGE = 4096 };

typedef struct {
    block *blocks;
    char *free, *end;
    size_t left;
    unsigned calls;
    struct timespec until;
    jmp_buf out;
    /* What is made of it. */
    char *text;
    size_t used, room;
} page;

static void *take(page *p, size_t size) {
    if (size > p->left || size > (size_t)1 << 40) longjmp(p->out, CGUMBO_TOO_LARGE);
    block *made = malloc(sizeof *made + size);
    if (!made) longjmp(p->out, CGUMBO_TOO_LARGE);
    p->left -= size;
    *made = (block){.after = p->blocks, .size = size};
    if (p->blocks) p->blocks->before = made;
    return p->blocks = made;
}

/* Small pieces are cut from a chunk and stay; what grows by being copied is large and given back. Each begins with what it is. */
static void *allocate(void *context, size_t size) {
    page *p = context;
    if (++p->calls % 256 == 0) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec > p->until.tv_sec || (now.tv_sec == p->until.tv_sec && now.tv_nsec > p->until.tv_nsec)) longjmp(p->out, CGUMBO_TIMED_OUT);
    }
    size_t whole = (size + 31) & ~(size_t)15;
    if (whole < size) longjmp(p->out, CGUMBO_TOO_LARGE);
    char *piece;
    block *own = NULL;
    if (whole >= LARGE) {
        own = take(p, whole);
        piece = (char *)(own + 1);
    } else {
        if ((size_t)(p->end - p->free) < whole) {
            p->free = (char *)((block *)take(p, CHUNK) + 1);
            /* The head of a block is a pointer short of what the largest types are aligned to. */
            p->free += (16 - (size_t)p->free % 16) % 16;
            p->end = p->free + CHUNK - 16;
        }
        piece = p->free;
        p->free += whole;
    }
    memcpy(piece, &own, sizeof own);
    return piece + 16;
}

static void release(void *context, void *pointer) {
    page *p = context;
    if (!pointer) return;
    block *own;
    memcpy(&own, (char *)pointer - 16, sizeof own);
    if (!own) return;
    if (own->before) own->before->after = own->after; else p->blocks = own->after;
    if (own->after) own->after->before = own->before;
    p->left += own->size;
    free(own);
}

static void put(page *p, const char *bytes, size_t count) {
    if (!count) return;
    if (p->used + count > p->room) {
        size_t room = p->room * 2 + count + 4096;
        char *larger = room - p->room > p->left ? NULL : realloc(p->text, room);
        if (!larger) longjmp(p->out, CGUMBO_TOO_LARGE);
        p->left -= room - p->room;
        p->text = larger;
        p->room = room;
    }
    memcpy(p->text + p->used, bytes, count);
    p->used += count;
}

static int ends_line(const page *p) { return p->used > 0 && p->text[p->used - 1] == '\n'; }
static int ends_blank(const page *p) { return p->used == 0 || p->text[p->used - 1] == '\n' || p->text[p->used - 1] == ' '; }

/* Runs of blanks are one blank; the wide blank of Chinese typesetting stays. `keeps`: lines stay lines, as in <pre>. */
static void write_text(page *p, const char *text, int keeps) {
    const unsigned char *at = (const unsigned char *)text, *start = at;
    while (*at) {
        size_t width = 0;
        const char *instead = " ";
        if (*at == ' ' || (*at >= 9 && *at <= 13)) width = 1;
        else if (*at == 0xC2 && (at[1] == 0xA0 || at[1] == 0x85)) width = 2;
        /* The named blanks: &ensp; is a narrow one, &emsp; as wide as a sign. */
        else if (*at == 0xE2 && at[1] == 0x80 && (at[2] == 0x82 || at[2] == 0xA8 || at[2] == 0xA9)) width = 3;
        else if (*at == 0xE2 && at[1] == 0x80 && at[2] == 0x83) { width = 3; instead = "\xE3\x80\x80"; }
        if (!width) { at++; continue; }
        put(p, (const char *)start, (size_t)(at - start));
        if (keeps && *at == '\n') put(p, "\n", 1);
        else if (keeps && *at == '\t') put(p, "\t", 1);
        else if (*instead != ' ') put(p, instead, 3);
        else if (keeps || !ends_blank(p)) put(p, " ", 1);
        at += width;
        start = at;
    }
    put(p, (const char *)start, (size_t)(at - start));
}

enum { INLINE = 1, BLOCK, HIDDEN, BREAK, KEPT, HEAD };

static int kind_of(const GumboElement *element, unsigned char *known) {
    static const char *const blocks =
        " p div tr li ul ol dl dt dd table caption th td thead tbody tfoot h1 h2 h3 h4 h5 h6 section article main nav aside header footer "
        "address blockquote figure figcaption center body form fieldset legend hr option details summary dir menu frameset ";
    unsigned tag = (unsigned)element->tag;
    if (tag < 1024 && known[tag]) return known[tag];
    const char *name = gumbo.name(element->tag);
    char padded[40] = " ";
    size_t length = strlen(name);
    int kind = INLINE;
    if (length && length < 36) {
        memcpy(padded + 1, name, length);
        memcpy(padded + 1 + length, " ", 2);
        kind = strstr(" script style noscript template iframe noembed noframes ", padded) ? HIDDEN
            : strstr(" pre textarea xmp plaintext listing ", padded) ? KEPT
            : strcmp(name, "head") == 0 ? HEAD
            : strcmp(name, "br") == 0 ? BREAK
            : strstr(blocks, padded) ? BLOCK : INLINE;
    }
    if (tag < 1024) known[tag] = (unsigned char)kind;
    return kind;
}

/* What stands in a section that only XML knows is a comment to HTML; a page saved as XHTML has its text there. */
static void write_section(page *p, const char *comment) {
    if (strncmp(comment, "[CDATA[", 7) != 0) return;
    size_t length = strlen(comment + 7);
    if (length >= 2 && strcmp(comment + 7 + length - 2, "]]") == 0) length -= 2;
    char *text = allocate(p, length + 1);
    memcpy(text, comment + 7, length);
    text[length] = 0;
    write_text(p, text, 0);
    release(p, text);
}

typedef struct { const GumboNode *node; unsigned next; unsigned char kind; } place;

static const GumboNode *walk(page *p, const GumboNode *root) {
    unsigned char known[1024] = {0};
    const GumboNode *head = NULL;
    size_t room = 256, depth = 0, kept = 0;
    place *path = allocate(p, room * sizeof *path);
    path[depth++] = (place){root, 0, INLINE};
    while (depth) {
        place *here = &path[depth - 1];
        const GumboVector *children = here->node->type == GUMBO_NODE_DOCUMENT ? &here->node->v.document.children : &here->node->v.element.children;
        if (here->next == children->length) {
            if ((here->kind == BLOCK || here->kind == KEPT) && !ends_line(p)) put(p, "\n", 1);
            if (here->kind == KEPT) kept--;
            depth--;
            continue;
        }
        const GumboNode *child = children->data[here->next++];
        switch (child->type) {
        case GUMBO_NODE_TEXT: case GUMBO_NODE_WHITESPACE: case GUMBO_NODE_CDATA: write_text(p, child->v.text.text, kept > 0); break;
        case GUMBO_NODE_COMMENT: write_section(p, child->v.text.text); break;
        case GUMBO_NODE_ELEMENT: {
            int kind = kind_of(&child->v.element, known);
            if (kind == HEAD && !head) head = child;
            if (kind == HIDDEN || kind == HEAD) break;
            if (kind == BREAK || ((kind == BLOCK || kind == KEPT) && !ends_line(p))) put(p, "\n", 1);
            if (kind == KEPT) kept++;
            if (depth == room) {
                place *larger = allocate(p, room * 2 * sizeof *path);
                memcpy(larger, path, room * sizeof *path);
                release(p, path);
                path = larger;
                room *= 2;
            }
            path[depth++] = (place){child, 0, (unsigned char)kind};
            break;
        }
        default: break;
        }
    }
    return head;
}

static void write_head(page *p, const GumboNode *head) {
    for (unsigned index = 0; head && index < head->v.element.children.length; index++) {
        const GumboNode *child = head->v.element.children.data[index];
        if (child->type != GUMBO_NODE_ELEMENT) continue;
        const char *name = gumbo.name(child->v.element.tag);
        if (strcmp(name, "title") == 0) {
            for (unsigned at = 0; at < child->v.element.children.length; at++) {
                const GumboNode *text = child->v.element.children.data[at];
                if (text->type == GUMBO_NODE_TEXT) write_text(p, text->v.text.text, 0);
            }
            put(p, "\n", 1);
        } else if (strcmp(name, "meta") == 0) {
            const char *what = NULL, *content = NULL;
            for (unsigned at = 0; at < child->v.element.attributes.length; at++) {
                const GumboAttribute *attribute = child->v.element.attributes.data[at];
                if (strcasecmp(attribute->name, "name") == 0) what = attribute->value;
                if (strcasecmp(attribute->name, "content") == 0) content = attribute->value;
            }
            if (!what || !content || (strcasecmp(what, "keywords") && strcasecmp(what, "description") && strcasecmp(what, "subject"))) continue;
            write_text(p, content, 0);
            put(p, "\n", 1);
        }
    }
}

/* The length in bytes of the blank that begins here, and of the one that ends here; 0 where there is none. */
static size_t blank(const unsigned char *at, size_t left) {
    if (*at == ' ' || (*at >= 9 && *at <= 13)) return 1;
    if (left < 3) return 0;
    if (at[0] == 0xE3 && at[1] == 0x80 && at[2] == 0x80) return 3;
    if (at[0] == 0xE2 && ((at[1] == 0x80 && (at[2] <= 0x8A || at[2] == 0xAF)) || (at[1] == 0x81 && at[2] == 0x9F))) return 3;
    return 0;
}

/* Lines without blanks around them, and none that are empty. */
static size_t tidy(char *text, size_t from, size_t to, size_t into) {
    size_t first = into;
    while (from < to) {
        char *found = memchr(text + from, '\n', to - from);
        size_t end = found ? (size_t)(found - text) : to, next = end + 1, width;
        while (from < end && (width = blank((unsigned char *)text + from, end - from))) from += width;
        for (;;) {
            if (end > from && blank((unsigned char *)text + end - 1, 1)) end--;
            else if (end >= from + 3 && blank((unsigned char *)text + end - 3, 3) == 3) end -= 3;
            else break;
        }
        if (end > from) {
            if (into > first) text[into++] = '\n';
            memmove(text + into, text + from, end - from);
            into += end - from;
        }
        from = next;
    }
    return into;
}

int cgumbo_text(const char *html, size_t count, const cgumbo_limits *limits, char **text, size_t *length, size_t *body) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    if (!found) return CGUMBO_NO_LIBRARY;
    if (count && cdepth_exceeds(html, count, limits->depth)) return CGUMBO_TOO_DEEP;
    page *p = calloc(1, sizeof *p);
    if (!p) return CGUMBO_TOO_LARGE;
    p->left = limits->memory;
    clock_gettime(CLOCK_MONOTONIC, &p->until);
    p->until.tv_sec += limits->milliseconds / 1000;
    p->until.tv_nsec += limits->milliseconds % 1000 * 1000000;
    if (p->until.tv_nsec >= 1000000000) { p->until.tv_sec++; p->until.tv_nsec -= 1000000000; }
    int result = setjmp(p->out);
    if (result == 0) {
        GumboOptions options = *gumbo.standing;
        options.allocator = allocate;
        options.deallocator = release;
        options.userdata = p;
        /* Pages have faults without number; nobody asks for them. */
        options.max_errors = 0;
        GumboOutput *output = gumbo.parse(&options, count ? html : "", count);
        const GumboNode *head = output ? walk(p, output->document) : NULL;
        size_t page_length = p->used;
        write_head(p, head);
        put(p, "", 1);
        *text = p->text;
        *body = tidy(p->text, 0, page_length, 0);
        *length = tidy(p->text, page_length, p->used - 1, *body);
    } else {
        free(p->text);
    }
    for (block *next; p->blocks; p->blocks = next) {
        next = p->blocks->after;
        free(p->blocks);
    }
    free(p);
    return result;
}
