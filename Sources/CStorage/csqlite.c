#include "csqlite.h"
#include <sqlite3.h>
#include <string.h>

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

int csqlite_execute(sqlite3 *database, const char *sql) { return sqlite3_exec(database, sql, 0, 0, 0); }

int csqlite_parameters(struct sqlite3_stmt *statement) { return sqlite3_bind_parameter_count(statement); }

/* The head of the index of a log, as SQLite's file format documents it (walformat.html, 2.1). */
enum { FRAMES = 16, SALTS = 32, REGION = 32768 };

int csqlite_log_known(sqlite3 *database, struct csqlite_log *known) {
    sqlite3_file *file = 0;
    if (sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file) return 0;
    if (!file->pMethods || file->pMethods->iVersion < 2 || !file->pMethods->xShmMap) return 0;
    void volatile *index = 0;
    /* The region is mapped already; another descriptor of the file, once closed, would give back the locks SQLite holds on it. */
    if (file->pMethods->xShmMap(file, 0, REGION, 0, &index) != SQLITE_OK || !index) return 0;
    const unsigned char *head = (const unsigned char *)index;
    memcpy(&known->frames, head + FRAMES, sizeof known->frames);
    memcpy(known->salts, head + SALTS, sizeof known->salts);
    return 1;
}

void csqlite_leave_log(sqlite3 *database) { sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0); }
