// SQLite with every error fatal.
#include "support.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void bl_fail(const char *what) {
    fprintf(stderr, "baseline: %s (%s)\n", what, strerror(errno));
    exit(70);
}

void bl_check(sqlite3 *database, int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    bl_fail(sqlite3_errmsg(database));
}

sqlite3 *bl_open(const char *path, int flags) {
    sqlite3 *database = NULL;
    int code = sqlite3_open_v2(path, &database, flags | SQLITE_OPEN_NOMUTEX, NULL);
    bl_check(database, code);
    sqlite3_busy_timeout(database, 10000);
    return database;
}

sqlite3_stmt *bl_prepare(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement = NULL;
    int flags = SQLITE_PREPARE_PERSISTENT;
    bl_check(database, sqlite3_prepare_v3(database, sql, -1, flags, &statement, NULL));
    return statement;
}

sqlite3 *bl_open_durable(const char *path) {
    sqlite3 *database = bl_open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    const char *sql =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE IF NOT EXISTS outcomes (seq INTEGER PRIMARY KEY, body TEXT, state TEXT)";
    bl_check(database, sqlite3_exec(database, sql, NULL, NULL, NULL));
    return database;
}

void bl_sql(const char *path, const char *sql) {
    sqlite3 *database = bl_open(path, SQLITE_OPEN_READWRITE);
    bl_check(database, sqlite3_exec(database, sql, NULL, NULL, NULL));
    sqlite3_close(database);
}

int64_t bl_sql_integer(const char *path, const char *sql) {
    sqlite3 *database = bl_open(path, SQLITE_OPEN_READWRITE);
    sqlite3_stmt *statement = bl_prepare(database, sql);
    int code = sqlite3_step(statement);
    bl_check(database, code);
    int64_t value = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return value;
}
