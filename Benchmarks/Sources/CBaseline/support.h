// What the baselines share.
#ifndef SUPPORT_H
#define SUPPORT_H

#include "baseline.h"

#include <sqlite3.h>

// Says what went wrong and ends the process.
_Noreturn void bl_fail(const char *what);
void bl_check(sqlite3 *database, int code);
sqlite3 *bl_open(const char *path, int flags);
sqlite3_stmt *bl_prepare(sqlite3 *database, const char *sql);
// Opens a database as the ledger is: WAL, synchronous=FULL; with one table to write to.
sqlite3 *bl_open_durable(const char *path);

#endif
