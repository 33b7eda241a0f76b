/* What is asked of SQLite itself. */
#ifndef CSQLITE_H
#define CSQLITE_H
#include <stddef.h>

struct sqlite3_stmt;

/* Keeps no count of SQLite's memory: the count costs every allocation of every connection one common lock. Nothing once it is in use. */
void csqlite_count_nothing(void);

/* Bind the parameter of a number, from 1; SQLite copies texts and blobs. 0, or SQLite's code. */
int csqlite_bind_integer(struct sqlite3_stmt *statement, int index, long long value);
int csqlite_bind_null(struct sqlite3_stmt *statement, int index);
int csqlite_bind_text(struct sqlite3_stmt *statement, int index, const void *bytes, size_t count);
int csqlite_bind_blob(struct sqlite3_stmt *statement, int index, const void *bytes, size_t count);

/* How many parameters a statement has. */
int csqlite_parameters(struct sqlite3_stmt *statement);

/* Runs a statement to its end and makes it ready for the next time. 0, or SQLite's code. */
int csqlite_run(struct sqlite3_stmt *statement);
#endif
