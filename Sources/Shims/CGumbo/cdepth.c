#define _GNU_SOURCE
#include "cdepth.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Elements that hold nothing, that others close, or that are opened anew by themselves: sloppy pages leave them open by the thousand. */
static const char *const uncounted =
    " area base br col embed hr img input link meta param source track wbr html head body p tbody thead tfoot tr caption colgroup option "
    "optgroup rp rt a b big code em font i nobr s small strike strong tt u ";
/* Elements whose beginning closes what was left open within the one before. */
static const char *const closing = " p li dd dt tr td th option tbody thead tfoot ";
/* Elements that hold characters only. */
static const char *const raw = " script style textarea title xmp iframe noembed noframes plaintext ";
static const char *const ordinary = " span label abbr acronym bdo cite dfn ins del kbd mark q samp sub sup time var ";

static int is_one_of(const char *list, const char *padded) { return strstr(list, padded) != NULL; }

static int letter(unsigned char byte) { return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'; }
static int ends_name(unsigned char byte) { return byte == '>' || byte == '/' || byte == ' ' || (byte >= 9 && byte <= 13); }

/* The place behind the bracket that ends a tag; those in quotes are text. */
static const char *behind_tag(const char *at, const char *end) {
    while (at < end && *at != '>') {
        if ((*at == '"' || *at == '\'') && at[-1] == '=') {
            const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
            if (!close) return end;
            at = close;
        }
        at++;
    }
    return at < end ? at + 1 : end;
}

/* The place where an element of characters ends, at its closing tag. */
static const char *behind_raw(const char *at, const char *end, const char *name, size_t length) {
    while ((at = memchr(at, '<', (size_t)(end - at)))) {
        if ((size_t)(end - at) > length + 2 && at[1] == '/' && strncasecmp(at + 2, name, length) == 0 && ends_name((unsigned char)at[length + 2])) return at;
        at++;
    }
    return end;
}

int cdepth_exceeds(const char *html, size_t count, size_t limit) {
    enum { NAMES = 4096 };
    uint32_t *open = malloc((limit + 1) * sizeof *open);
    uint32_t *opened = calloc(NAMES, sizeof *opened);
    if (!open || !opened) { free(open); free(opened); return 1; }
    size_t depth = 0;
    const char *at = html, *end = html + count;
    while (depth <= limit && at < end && (at = memchr(at, '<', (size_t)(end - at)))) {
        if (end - at > 3 && memcmp(at, "<!--", 4) == 0) {
            const char *close = memmem(at + 2, (size_t)(end - at - 2), "-->", 3);
            if (!close) break;
            at = close + 3;
            continue;
        }
        int ends = end - at > 1 && at[1] == '/';
        const char *name = at + 1 + ends, *stop = name;
        if (name >= end || !letter((unsigned char)*name)) { at++; continue; }
        while (stop < end && !ends_name((unsigned char)*stop)) stop++;
        char padded[40] = " ";
        size_t length = (size_t)(stop - name) < 36 ? (size_t)(stop - name) : 36;
        /* The highest bit says that it is an element without a meaning of its own. */
        uint32_t sum = 2166136261u;
        for (size_t index = 0; index < length; index++) {
            unsigned char byte = (unsigned char)name[index];
            padded[index + 1] = (char)(byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);
            sum = (sum ^ (unsigned char)padded[index + 1]) * 16777619u;
        }
        padded[length + 1] = ' ';
        int is_ordinary = is_one_of(ordinary, padded) || memchr(name, '-', length) || memchr(name, ':', length);
        sum = (sum & 0x7FFFFFFFu) | (is_ordinary ? 0x80000000u : 0);
        at = behind_tag(stop, end);
        if (ends) {
            /* What is closed closes all that was opened within it. */
            if (opened[sum % NAMES]) while (depth) {
                uint32_t last = open[--depth];
                opened[last % NAMES]--;
                if (last == sum) break;
            }
            continue;
        }
        if (is_one_of(closing, padded)) while (depth && open[depth - 1] >> 31) opened[open[--depth] % NAMES]--;
        if (is_one_of(raw, padded)) { at = behind_raw(at, end, name, length); continue; }
        if (is_one_of(uncounted, padded) || is_one_of(closing, padded)) continue;
        if (is_ordinary && at - 2 >= html && at[-2] == '/') continue;
        open[depth++] = sum;
        opened[sum % NAMES]++;
    }
    free(open);
    free(opened);
    return depth > limit;
}
