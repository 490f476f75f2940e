// Plain C beside which Slawatch is measured. Every function that can fail ends the process with
// a line on stderr: a bound that went wrong must not be printed.
#ifndef BASELINE_H
#define BASELINE_H

#include <stddef.h>
#include <stdint.h>

// CPU time of this process, of this thread, of another process; and the wall clock.
int64_t bl_cpu_ns(void);
int64_t bl_thread_cpu_ns(void);
int64_t bl_cpu_ns_of(int pid);
int64_t bl_now_ms(void);
int64_t bl_monotonic_ns(void);

// Runs SQL on a file.
void bl_sql(const char *path, const char *sql);
int64_t bl_sql_integer(const char *path, const char *sql);

// A prefix table of open time with two binary searches.
typedef struct {
    size_t count;
    int64_t *open;
    int64_t *before;
} bl_calendar;
bl_calendar *bl_calendar_make(const int64_t *opens, const int64_t *closes, size_t count);
void bl_calendar_free(bl_calendar *calendar);
int64_t bl_calendar_add_all(
    const bl_calendar *calendar, const int64_t *starts, const int64_t *amounts, size_t count);
int64_t bl_calendar_between_all(
    const bl_calendar *calendar, const int64_t *starts, const int64_t *ends, size_t count);

// Reads open tickets and their events with two merged cursors and keeps 16 bytes of each.
typedef struct {
    int64_t tickets, events, cpu_ns;
} bl_scan_result;
bl_scan_result bl_scan(const char *path, const char *columns);

// A poll that finds nothing, again and again: stat and data_version.
int64_t bl_idle_polls(const char *path, int count);
// Reads the tickets that changed after `cursor`, with their events, and says where the log ends.
typedef struct bl_reader bl_reader;
bl_reader *bl_reader_open(const char *path, const char *columns);
int64_t bl_reader_changes(bl_reader *reader, int64_t cursor, int64_t *cpu_ns);
void bl_reader_close(bl_reader *reader);

// Commits of one row each, synchronous=FULL in WAL: how many a second.
double bl_commits_per_second(const char *path, double seconds);

// A receiver that answers 204, keeps connections, and notes when each request was complete.
typedef struct bl_receiver bl_receiver;
bl_receiver *bl_receiver_start(void);
int bl_receiver_port(const bl_receiver *receiver);
int64_t bl_receiver_count(const bl_receiver *receiver);
// When the request was complete, and the number after `BENCH-` in its body, -1 for none.
int64_t bl_receiver_time_us(const bl_receiver *receiver, int64_t index);
int64_t bl_receiver_mark(const bl_receiver *receiver, int64_t index);
void bl_receiver_clear(bl_receiver *receiver);
void bl_receiver_stop(bl_receiver *receiver);

// Posts `count` bodies with libcurl's multi interface and commits what came of them in groups.
typedef struct {
    double seconds;
    int64_t cpu_ns;
} bl_send_result;
bl_send_result bl_send(const char *database, int port, const char *body, int count, int parallel);

// Sleeps until each moment, commits a row and posts a body over one connection.
void bl_punctual(
    const char *database, int port, const int64_t *moments_ms, int count, const char *padding);

#endif
