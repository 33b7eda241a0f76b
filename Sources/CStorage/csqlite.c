#include "csqlite.h"
#include <sqlite3.h>

void csqlite_count_nothing(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
