// A local HTTP receiver on a thread of its own.
#define _GNU_SOURCE
#include "support.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { room = 1 << 17, most_connections = 1024, most_requests = 1 << 20 };

typedef struct {
    size_t used;
    char bytes[room];
} connection;

struct bl_receiver {
    int listener, epoll, port;
    pthread_t thread;
    atomic_bool stopping;
    atomic_llong count;
    int64_t *times, *marks;
    connection *connections[most_connections];
};

static int64_t now_us(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void note(bl_receiver *receiver, const char *body, size_t length) {
    long long index = atomic_load(&receiver->count);
    if (index >= most_requests) bl_fail("too many requests");
    receiver->times[index] = now_us();
    const char *mark = memmem(body, length, "BENCH-", 6);
    receiver->marks[index] = mark == NULL ? -1 : strtoll(mark + 6, NULL, 10);
    atomic_store(&receiver->count, index + 1);
}

// Answers every request that is complete; false where the connection is to be closed.
static int answer(bl_receiver *receiver, int socket, connection *it) {
    static const char reply[] = "HTTP/1.1 204 No Content\r\n\r\n";
    for (;;) {
        char *end = memmem(it->bytes, it->used, "\r\n\r\n", 4);
        if (end == NULL) return it->used < room;
        size_t head = (size_t)(end - it->bytes) + 4, length = 0;
        for (char *line = it->bytes; line < end; line++) {
            if (line[0] == '\n' && strncasecmp(line + 1, "content-length:", 15) == 0)
                length = strtoul(line + 16, NULL, 10);
        }
        if (head + length > room) return 0;
        if (it->used < head + length) return 1;
        note(receiver, it->bytes + head, length);
        if (write(socket, reply, sizeof reply - 1) != sizeof reply - 1) return 0;
        it->used -= head + length;
        memmove(it->bytes, it->bytes + head + length, it->used);
    }
}

static void watch(bl_receiver *receiver, int descriptor) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    if (epoll_ctl(receiver->epoll, EPOLL_CTL_ADD, descriptor, &event) != 0) bl_fail("epoll_ctl");
}

static void serve(bl_receiver *receiver, int socket) {
    if (socket == receiver->listener) {
        int accepted = accept4(socket, NULL, NULL, SOCK_CLOEXEC);
        if (accepted < 0 || accepted >= most_connections) bl_fail("accept");
        if (receiver->connections[accepted] == NULL)
            receiver->connections[accepted] = malloc(sizeof(connection));
        receiver->connections[accepted]->used = 0;
        watch(receiver, accepted);
        return;
    }
    connection *it = receiver->connections[socket];
    ssize_t got = read(socket, it->bytes + it->used, room - it->used);
    if (got > 0) it->used += (size_t)got;
    if (got <= 0 || !answer(receiver, socket, it)) close(socket);
}

static void *run(void *context) {
    bl_receiver *receiver = context;
    struct epoll_event events[64];
    while (!atomic_load(&receiver->stopping)) {
        int ready = epoll_wait(receiver->epoll, events, 64, 100);
        for (int i = 0; i < ready; i++) serve(receiver, events[i].data.fd);
    }
    return NULL;
}

bl_receiver *bl_receiver_start(void) {
    bl_receiver *receiver = calloc(1, sizeof *receiver);
    receiver->times = calloc(most_requests, sizeof(int64_t));
    receiver->marks = calloc(most_requests, sizeof(int64_t));
    receiver->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    receiver->epoll = epoll_create1(EPOLL_CLOEXEC);
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(receiver->listener, (struct sockaddr *)&address, size) != 0
        || listen(receiver->listener, 256) != 0
        || getsockname(receiver->listener, (struct sockaddr *)&address, &size) != 0)
        bl_fail("the receiver's socket");
    receiver->port = ntohs(address.sin_port);
    watch(receiver, receiver->listener);
    if (pthread_create(&receiver->thread, NULL, run, receiver) != 0) bl_fail("pthread_create");
    return receiver;
}

int bl_receiver_port(const bl_receiver *receiver) { return receiver->port; }

int64_t bl_receiver_count(const bl_receiver *receiver) {
    return atomic_load(&((bl_receiver *)receiver)->count);
}

int64_t bl_receiver_time_us(const bl_receiver *receiver, int64_t index) {
    return receiver->times[index];
}

int64_t bl_receiver_mark(const bl_receiver *receiver, int64_t index) {
    return receiver->marks[index];
}

void bl_receiver_clear(bl_receiver *receiver) { atomic_store(&receiver->count, 0); }

void bl_receiver_stop(bl_receiver *receiver) {
    atomic_store(&receiver->stopping, 1);
    pthread_join(receiver->thread, NULL);
    close(receiver->listener);
    close(receiver->epoll);
}
