#include "csqlite.h"
#include <sqlite3.h>

void csqlite_count_nothing(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

int csqlite_bind_integer(struct sqlite3_stmt *statement, int index, long long value) { return sqlite3_bind_int64(statement, index, value); }

int csqlite_bind_null(struct sqlite3_stmt *statement, int index) { return sqlite3_bind_null(statement, index); }

int csqlite_bind_text(struct sqlite3_stmt *statement, int index, const void *bytes, size_t count) {
    return sqlite3_bind_text64(statement, index, bytes ? bytes : "", count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

int csqlite_bind_blob(struct sqlite3_stmt *statement, int index, const void *bytes, size_t count) {
    return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", count, SQLITE_TRANSIENT);
}

int csqlite_run(struct sqlite3_stmt *statement) {
    int code;
    do code = sqlite3_step(statement);
    while (code == SQLITE_ROW);
    int end = sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : end != SQLITE_OK ? end : code;
}

int csqlite_parameters(struct sqlite3_stmt *statement) { return sqlite3_bind_parameter_count(statement); }
