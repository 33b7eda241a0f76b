#include "cset.h"
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

static _Thread_local struct timespec deadline;

static int is_past(void *unused) {
    (void)unused;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > deadline.tv_sec || (now.tv_sec == deadline.tv_sec && now.tv_nsec >= deadline.tv_nsec);
}

void cset_hurry(sqlite3 *database, int microseconds) {
    if (microseconds <= 0) return sqlite3_progress_handler(database, 0, NULL, NULL);
    clock_gettime(CLOCK_MONOTONIC, &deadline);
    long nanoseconds = deadline.tv_nsec + microseconds * 1000L;
    deadline.tv_sec += nanoseconds / 1000000000L;
    deadline.tv_nsec = nanoseconds % 1000000000L;
    sqlite3_progress_handler(database, 1000, is_past, NULL);
}
