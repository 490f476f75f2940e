// Reading a ticket store with nothing but SQLite.
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// Fetches every column, as any reader must; returns something that depends on all of them.
static int64_t fetch(sqlite3_stmt *statement) {
    int64_t sum = 0;
    for (int column = 0; column < sqlite3_column_count(statement); column++) {
        if (sqlite3_column_type(statement, column) == SQLITE_INTEGER) {
            sum += sqlite3_column_int64(statement, column);
        } else {
            const unsigned char *text = sqlite3_column_text(statement, column);
            if (text != NULL) sum += sqlite3_column_bytes(statement, column) + text[0];
        }
    }
    return sum;
}

static sqlite3 *open_reader(const char *path) {
    sqlite3 *database = bl_open(path, SQLITE_OPEN_READONLY);
    bl_check(database, sqlite3_exec(database, "PRAGMA cache_size = -8000", NULL, NULL, NULL));
    return database;
}

bl_scan_result bl_scan(const char *path, const char *columns) {
    int64_t began = bl_cpu_ns();
    sqlite3 *database = open_reader(path);
    char sql[4096];
    snprintf(
        sql, sizeof sql,
        "SELECT key, id, %s FROM tickets INDEXED BY tickets_open"
        " WHERE closed_at IS NULL ORDER BY id", columns);
    sqlite3_stmt *tickets = bl_prepare(database, sql);
    sqlite3_stmt *events = bl_prepare(
        database,
        "SELECT ticket, seq, kind, at, by, subject, due FROM ticket_events"
        " INDEXED BY ticket_events_by_ticket ORDER BY ticket, seq");
    bl_scan_result result = {0, 0, 0};
    struct hint { int64_t at, key; } *hints = NULL;
    size_t room = 0;
    int event = sqlite3_step(events);
    while (sqlite3_step(tickets) == SQLITE_ROW) {
        int64_t value = fetch(tickets);
        const char *id = (const char *)sqlite3_column_text(tickets, 1);
        while (event == SQLITE_ROW) {
            int order = strcmp((const char *)sqlite3_column_text(events, 0), id);
            if (order > 0) break;
            if (order == 0) value += fetch(events), result.events++;
            event = sqlite3_step(events);
        }
        if ((size_t)result.tickets == room) {
            room = room ? room * 2 : 1024;
            hints = realloc(hints, room * sizeof *hints);
            if (hints == NULL) bl_fail("realloc");
        }
        hints[result.tickets++] = (struct hint){value, sqlite3_column_int64(tickets, 0)};
    }
    bl_check(database, sqlite3_errcode(database));
    sqlite3_finalize(tickets);
    sqlite3_finalize(events);
    sqlite3_close(database);
    free(hints);
    result.cpu_ns = bl_cpu_ns() - began;
    return result;
}

int64_t bl_idle_polls(const char *path, int count) {
    sqlite3 *database = open_reader(path);
    sqlite3_stmt *version = bl_prepare(database, "PRAGMA data_version");
    int64_t sum = 0, began = bl_cpu_ns();
    for (int i = 0; i < count; i++) {
        struct stat status;
        if (stat(path, &status) != 0) bl_fail(path);
        sqlite3_step(version);
        sum += sqlite3_column_int64(version, 0) + (int64_t)status.st_ino;
        sqlite3_reset(version);
    }
    int64_t used = bl_cpu_ns() - began;
    if (sum == 0) bl_fail("nothing polled");
    sqlite3_finalize(version);
    sqlite3_close(database);
    return used;
}

struct bl_reader {
    sqlite3 *database;
    sqlite3_stmt *changes, *ticket, *events;
};

bl_reader *bl_reader_open(const char *path, const char *columns) {
    bl_reader *reader = malloc(sizeof *reader);
    reader->database = open_reader(path);
    char sql[4096];
    snprintf(sql, sizeof sql, "SELECT key, id, %s FROM tickets WHERE key = ?1", columns);
    reader->ticket = bl_prepare(reader->database, sql);
    reader->changes = bl_prepare(
        reader->database,
        "SELECT e.seq, t.key FROM ticket_events AS e JOIN tickets AS t ON t.id = e.ticket"
        " WHERE e.seq > ?1 ORDER BY e.seq LIMIT 10000");
    reader->events = bl_prepare(
        reader->database,
        "SELECT ticket, seq, kind, at, by, subject, due FROM ticket_events"
        " INDEXED BY ticket_events_by_ticket WHERE ticket = ?1 ORDER BY seq");
    return reader;
}

int64_t bl_reader_changes(bl_reader *reader, int64_t cursor, int64_t *cpu_ns) {
    int64_t began = bl_cpu_ns();
    static int64_t keys[10000];
    int count = 0;
    sqlite3_bind_int64(reader->changes, 1, cursor);
    while (sqlite3_step(reader->changes) == SQLITE_ROW) {
        cursor = sqlite3_column_int64(reader->changes, 0);
        keys[count++] = sqlite3_column_int64(reader->changes, 1);
    }
    sqlite3_reset(reader->changes);
    volatile int64_t sum = 0;
    for (int i = 0; i < count; i++) {
        sqlite3_bind_int64(reader->ticket, 1, keys[i]);
        if (sqlite3_step(reader->ticket) != SQLITE_ROW) bl_fail("a ticket is missing");
        sum += fetch(reader->ticket);
        const char *id = (const char *)sqlite3_column_text(reader->ticket, 1);
        sqlite3_bind_text(reader->events, 1, id, -1, SQLITE_TRANSIENT);
        while (sqlite3_step(reader->events) == SQLITE_ROW) sum += fetch(reader->events);
        sqlite3_reset(reader->events);
        sqlite3_reset(reader->ticket);
    }
    *cpu_ns = bl_cpu_ns() - began;
    return cursor;
}

void bl_reader_close(bl_reader *reader) {
    sqlite3_finalize(reader->changes);
    sqlite3_finalize(reader->ticket);
    sqlite3_finalize(reader->events);
    sqlite3_close(reader->database);
    free(reader);
}
