// Clocks.
#include "support.h"

#include <time.h>

static int64_t nanoseconds(clockid_t clock) {
    struct timespec time;
    if (clock_gettime(clock, &time) != 0) bl_fail("clock_gettime");
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t bl_cpu_ns(void) { return nanoseconds(CLOCK_PROCESS_CPUTIME_ID); }

int64_t bl_thread_cpu_ns(void) { return nanoseconds(CLOCK_THREAD_CPUTIME_ID); }

int64_t bl_cpu_ns_of(int pid) {
    clockid_t clock;
    if (clock_getcpuclockid(pid, &clock) != 0) return 0;
    return nanoseconds(clock);
}

int64_t bl_now_ms(void) { return nanoseconds(CLOCK_REALTIME) / 1000000; }

int64_t bl_monotonic_ns(void) { return nanoseconds(CLOCK_MONOTONIC); }
