#include "cset.h"
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct set {
    unsigned char *bytes;
    size_t count;
};

/* No handle is anywhere near this; a damaged row must not ask for all memory. */
enum { HIGHEST = 1 << 30 };

static void add(sqlite3_context *context, int count, sqlite3_value **values) {
    struct set *set = sqlite3_aggregate_context(context, sizeof *set);
    if (!set) return sqlite3_result_error_nomem(context);
    sqlite3_int64 handle = sqlite3_value_int64(values[0]);
    if (count != 1 || handle < 0 || handle > HIGHEST) return;
    size_t at = (size_t)handle >> 3;
    if (at >= set->count) {
        size_t wanted = at < 512 ? 1024 : at * 2;
        unsigned char *more = realloc(set->bytes, wanted);
        if (!more) return sqlite3_result_error_nomem(context);
        memset(more + set->count, 0, wanted - set->count);
        set->bytes = more;
        set->count = wanted;
    }
    set->bytes[at] |= (unsigned char)(1 << (handle & 7));
}

static void end(sqlite3_context *context) {
    struct set *set = sqlite3_aggregate_context(context, 0);
    if (!set || !set->bytes) return sqlite3_result_zeroblob(context, 0);
    sqlite3_result_blob64(context, set->bytes, set->count, free);
}

int cset_register(sqlite3 *database) {
    return sqlite3_create_function_v2(database, "handle_set", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, NULL, add, end, NULL);
}
