// Baselines as processes of their own: 'scan STORE COLUMNS' and 'idle DATABASE'.
#include "baseline.h"

#include <curl/curl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void print_memory(void) {
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "VmHWM:", 6) == 0 || strncmp(line, "RssAnon:", 8) == 0) fputs(line, stdout);
    if (file != NULL) fclose(file);
}

int main(int count, char **arguments) {
    if (count == 4 && strcmp(arguments[1], "scan") == 0) {
        bl_scan_result result = bl_scan(arguments[2], arguments[3]);
        printf("tickets: %lld\nevents: %lld\ncpu_ns: %lld\n", (long long)result.tickets,
            (long long)result.events, (long long)result.cpu_ns);
        print_memory();
        return 0;
    }
    if (count == 3 && strcmp(arguments[1], "idle") == 0) {
        sqlite3 *database = NULL;
        CURLM *multi = curl_global_init(CURL_GLOBAL_ALL) == CURLE_OK ? curl_multi_init() : NULL;
        int code = sqlite3_open(arguments[2], &database);
        if (code == SQLITE_OK)
            code = sqlite3_exec(database, "SELECT * FROM sqlite_master", NULL, NULL, NULL);
        if (code != SQLITE_OK || multi == NULL) return 70;
        print_memory();
        return 0;
    }
    fputs("usage: Plain scan STORE COLUMNS | idle DATABASE\n", stderr);
    return 64;
}
