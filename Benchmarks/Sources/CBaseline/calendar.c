// A prefix table of open time.
#include "support.h"

#include <stdlib.h>

bl_calendar *bl_calendar_make(const int64_t *opens, const int64_t *closes, size_t count) {
    bl_calendar *calendar = malloc(sizeof *calendar);
    calendar->count = count;
    calendar->open = malloc(count * sizeof(int64_t));
    calendar->before = malloc((count + 1) * sizeof(int64_t));
    int64_t work = 0;
    for (size_t i = 0; i < count; i++) {
        calendar->open[i] = opens[i];
        calendar->before[i] = work;
        work += closes[i] - opens[i];
    }
    calendar->before[count] = work;
    return calendar;
}

void bl_calendar_free(bl_calendar *calendar) {
    free(calendar->open);
    free(calendar->before);
    free(calendar);
}

// The last index whose value is not after `value`; 0 where none is.
static size_t last_not_after(const int64_t *values, size_t count, int64_t value) {
    size_t low = 0, high = count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (values[middle] <= value) low = middle; else high = middle;
    }
    return low;
}

static int64_t work_before(const bl_calendar *calendar, int64_t time) {
    size_t index = last_not_after(calendar->open, calendar->count, time);
    int64_t length = calendar->before[index + 1] - calendar->before[index];
    int64_t passed = time - calendar->open[index];
    if (passed < 0) passed = 0;
    return calendar->before[index] + (passed < length ? passed : length);
}

int64_t bl_calendar_add_all(
    const bl_calendar *calendar, const int64_t *starts, const int64_t *amounts, size_t count) {
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t work = work_before(calendar, starts[i]) + amounts[i];
        size_t index = last_not_after(calendar->before, calendar->count, work - 1);
        sum += calendar->open[index] + work - calendar->before[index];
    }
    return sum;
}

int64_t bl_calendar_between_all(
    const bl_calendar *calendar, const int64_t *starts, const int64_t *ends, size_t count) {
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += work_before(calendar, ends[i]) - work_before(calendar, starts[i]);
    return sum;
}
