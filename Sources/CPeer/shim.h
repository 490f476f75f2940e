// Who is at the other end of a Unix socket, for Swift.
//
// `struct ucred` needs `_GNU_SOURCE` before the first system header, which a module cannot promise;
// the kernel's layout is what counts, and that is fixed.

#ifndef CPEER_SHIM_H
#define CPEER_SHIM_H

#include <errno.h>
#include <sys/socket.h>
#include <sys/types.h>

// Linux 4.13; the C library of an older system does not name it.
#ifndef SO_PEERGROUPS
#define SO_PEERGROUPS 59
#endif

/// The peer as the kernel saw it when it connected.
struct cpeer_credentials {
    pid_t pid;
    uid_t uid;
    gid_t gid;
};

/// Asks for the peer's credentials (`SO_PEERCRED`); 0, or -1 with `errno`.
static inline int cpeer_get_credentials(int fd, struct cpeer_credentials *credentials) {
    socklen_t size = sizeof *credentials;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, credentials, &size) != 0) return -1;
    if (size == sizeof *credentials) return 0;
    errno = EINVAL;
    return -1;
}

/// Asks for the peer's supplementary groups (`SO_PEERGROUPS`).
///
/// Returns how many there are, or -1 with `errno`: `ERANGE` where there are more than `capacity`,
/// `ENOPROTOOPT` where the kernel does not know the question.
static inline int cpeer_get_groups(int fd, gid_t *groups, int capacity) {
    socklen_t size = (socklen_t)capacity * (socklen_t)sizeof *groups;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups, &size) != 0) return -1;
    return (int)(size / sizeof *groups);
}

#endif
