/* What is asked of SQLite itself. */
#ifndef CSQLITE_H
#define CSQLITE_H
#include <stddef.h>

struct sqlite3;
struct sqlite3_stmt;

/* Keeps no count of SQLite's memory: the count costs every allocation of every connection one common lock. Nothing once it is in use. */
void csqlite_count_nothing(void);

/* Bind the parameter of a number, from 1; SQLite copies texts and blobs. 0, or SQLite's code. */
int csqlite_bind_integer(struct sqlite3_stmt *statement, int index, long long value);
int csqlite_bind_null(struct sqlite3_stmt *statement, int index);
int csqlite_bind_text(struct sqlite3_stmt *statement, int index, const void *bytes, size_t count);
int csqlite_bind_blob(struct sqlite3_stmt *statement, int index, const void *bytes, size_t count);

/* Runs the statements of a text. 0, or SQLite's code. */
int csqlite_execute(struct sqlite3 *database, const char *sql);

/* How many parameters a statement has. */
int csqlite_parameters(struct sqlite3_stmt *statement);

/* Runs a statement to its end and makes it ready for the next time. 0, or SQLite's code. */
int csqlite_run(struct sqlite3_stmt *statement);

/* What SQLite knows of a write-ahead log: how many of its frames it reads, and the salts of the log it has read them of. */
struct csqlite_log {
    unsigned frames;
    unsigned char salts[8];
};

/* Asked of a connection that has read; 0 where it keeps no log. */
int csqlite_log_known(struct sqlite3 *database, struct csqlite_log *known);
/* Leaves the log as it stands when the connection is closed, also where it is the last. */
void csqlite_leave_log(struct sqlite3 *database);
#endif
