// Durable sending with nothing but libcurl and SQLite.
#include "support.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

double bl_commits_per_second(const char *path, double seconds) {
    sqlite3 *database = bl_open_durable(path);
    sqlite3_stmt *insert = bl_prepare(database, "INSERT INTO outcomes(state) VALUES ('new')");
    int64_t began = bl_monotonic_ns(), passed = 0, count = 0;
    while ((passed = bl_monotonic_ns() - began) < (int64_t)(seconds * 1e9)) {
        bl_check(database, sqlite3_step(insert));
        sqlite3_reset(insert);
        count++;
    }
    sqlite3_finalize(insert);
    sqlite3_close(database);
    return (double)count / ((double)passed / 1e9);
}

// Queues bodies, as they would lie in an outbox.
static void fill(sqlite3 *database, const char *body, int count) {
    sqlite3_stmt *insert =
        bl_prepare(database, "INSERT INTO outcomes(seq, body, state) VALUES (?1, ?2, 'pending')");
    sqlite3_exec(database, "BEGIN", NULL, NULL, NULL);
    for (int i = 1; i <= count; i++) {
        sqlite3_bind_int(insert, 1, i);
        sqlite3_bind_text(insert, 2, body, -1, SQLITE_STATIC);
        bl_check(database, sqlite3_step(insert));
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    bl_check(database, sqlite3_exec(database, "COMMIT", NULL, NULL, NULL));
}

static void post(CURLM *multi, CURL *easy, sqlite3_stmt *select, int seq) {
    sqlite3_bind_int(select, 1, seq);
    if (sqlite3_step(select) != SQLITE_ROW) bl_fail("the outbox");
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)sqlite3_column_bytes(select, 0));
    curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, sqlite3_column_text(select, 0));
    sqlite3_reset(select);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, (void *)(intptr_t)seq);
    curl_multi_add_handle(multi, easy);
}

bl_send_result bl_send(const char *path, int port, const char *body, int count, int parallel) {
    sqlite3 *database = bl_open_durable(path);
    fill(database, body, count);
    sqlite3_stmt *select = bl_prepare(database, "SELECT body FROM outcomes WHERE seq = ?1");
    sqlite3_stmt *update =
        bl_prepare(database, "UPDATE outcomes SET state = 'delivered' WHERE seq = ?1");
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%d/", port);
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    headers = curl_slist_append(headers, "Expect:");
    CURLM *multi = curl_multi_init();
    int64_t began = bl_monotonic_ns(), cpu = bl_thread_cpu_ns();
    int sent = 0, done = 0, running = 0;
    for (; sent < parallel && sent < count; sent++) {
        CURL *easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_URL, url);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        post(multi, easy, select, sent + 1);
    }
    while (done < count) {
        curl_multi_perform(multi, &running);
        sqlite3_exec(database, "BEGIN", NULL, NULL, NULL);
        int left, ended = 0;
        for (CURLMsg *message; (message = curl_multi_info_read(multi, &left)) != NULL;) {
            if (message->data.result != CURLE_OK) bl_fail("a request failed");
            CURL *easy = message->easy_handle;
            char *seq = NULL;
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, &seq);
            sqlite3_bind_int(update, 1, (int)(intptr_t)seq);
            bl_check(database, sqlite3_step(update));
            sqlite3_reset(update);
            curl_multi_remove_handle(multi, easy);
            if (sent < count) post(multi, easy, select, ++sent); else curl_easy_cleanup(easy);
            ended++;
        }
        bl_check(database, sqlite3_exec(database, "COMMIT", NULL, NULL, NULL));
        done += ended;
        if (ended == 0) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    bl_send_result result = {
        (double)(bl_monotonic_ns() - began) / 1e9, bl_thread_cpu_ns() - cpu};
    curl_multi_cleanup(multi);
    curl_slist_free_all(headers);
    sqlite3_finalize(select);
    sqlite3_finalize(update);
    sqlite3_close(database);
    return result;
}

void bl_punctual(
    const char *path, int port, const int64_t *moments, int count, const char *padding) {
    sqlite3 *database = bl_open_durable(path);
    sqlite3_stmt *insert = bl_prepare(database, "INSERT INTO outcomes(state) VALUES ('new')");
    int link = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(link, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(link, (struct sockaddr *)&address, sizeof address) != 0) bl_fail("connect");
    size_t size = strlen(padding) + 256;
    char *request = malloc(size), reply[256];
    for (int i = 0; i < count; i++) {
        struct timespec time = {moments[i] / 1000, (moments[i] % 1000) * 1000000};
        clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &time, NULL);
        bl_check(database, sqlite3_step(insert));
        sqlite3_reset(insert);
        int body = snprintf(NULL, 0, "BENCH-%d %s", i, padding);
        int length = snprintf(
            request, size, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\nBENCH-%d %s",
            body, i, padding);
        if (write(link, request, (size_t)length) != length) bl_fail("write");
        if (read(link, reply, sizeof reply) <= 0) bl_fail("read");
    }
    free(request);
    close(link);
    sqlite3_finalize(insert);
    sqlite3_close(database);
}
