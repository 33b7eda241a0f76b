/* What SQLite is told before it is used for the first time. */
#ifndef CSQLITE_H
#define CSQLITE_H

/* Keeps no count of SQLite's memory: the count costs every allocation of every connection one common lock. Nothing once it is in use. */
void csqlite_count_nothing(void);
#endif
