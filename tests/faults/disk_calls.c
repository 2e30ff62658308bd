/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stands between a program and the disk (LD_PRELOAD), for the files below one folder only. It writes
 * down every call that changes the disk, with its bytes, and makes the call of a chosen number fail,
 * or the program die just before it.
 *
 * A line of the record: kind (1 byte), a, b (64 bits each), length (32 bits), bytes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define MOST_FILES 4096

static char folder[4096];
static size_t folder_length;
static int record = -1;
static int watched[MOST_FILES];  /* 1: a file below the folder, 2: a folder */
static int fail_at, fail_with, fail_on, calls, counts;
static char failed_call[32];
static int has_no_locks;

/* ---- the record ---- */

static ssize_t plain_write(int fd, const void *data, size_t size) {
    REAL(write);
    return real(fd, data, size);
}

static void note(char kind, uint64_t a, uint64_t b, const void *data, uint32_t size) {
    if (record < 0) return;
    char head[21];
    head[0] = kind;
    memcpy(head + 1, &a, 8);
    memcpy(head + 9, &b, 8);
    memcpy(head + 17, &size, 4);
    int before = errno;
    plain_write(record, head, sizeof head);
    if (size) plain_write(record, data, size);
    errno = before;
}

static void note_two(char kind, const char *one, const char *other) {
    char both[8192];
    int size = snprintf(both, sizeof both, "%s\n%s", one, other);
    note(kind, 0, 0, both, (uint32_t)size);
}

/* ---- what the tests call ---- */

void disk_watch(const char *where, int to) {
    strncpy(folder, where, sizeof folder - 1);
    folder_length = strlen(folder);
    record = to;
}

void disk_mark(int number) { note('A', (uint64_t)number, 0, NULL, 0); }

/* Let the call of this number (counted from 1) fail; on: every later one too. -1 kills. */
void disk_fail(int number, int with, int on) {
    fail_at = number;
    fail_with = with;
    fail_on = on;
    calls = 0;
    counts = 1;
    failed_call[0] = 0;
}

/* Let every call succeed, and count no more. */
void disk_mend(void) { counts = 0; }

int disk_calls(void) { return calls; }
const char *disk_failed_call(void) { return failed_call; }
void disk_without_locks(int yes) { has_no_locks = yes; }

/* ---- deciding ---- */

static int is_ours(const char *path) {
    return folder_length && strncmp(path, folder, folder_length) == 0;
}

static int is_file(int fd) {
    return fd >= 0 && fd < MOST_FILES && watched[fd];
}

static int fails(const char *call) {
    if (!counts) return 0;
    calls++;
    if ((fail_on ? calls < fail_at : calls != fail_at)) return 0;
    if (fail_with < 0) kill(getpid(), SIGKILL);
    if (!failed_call[0]) strncpy(failed_call, call, sizeof failed_call - 1);
    errno = fail_with;
    return 1;
}

static uint64_t inode_of(int fd) {
    struct stat state;
    return fstat(fd, &state) ? 0 : state.st_ino;
}

/* ---- the calls ---- */

static int opened(int fd, const char *path, int flags, int existed) {
    struct stat state;
    if (fd < 0 || fd >= MOST_FILES || fstat(fd, &state)) return fd;
    watched[fd] = S_ISDIR(state.st_mode) ? 2 : 1;
    if ((flags & O_CREAT) && !existed)
        note('O', state.st_ino, 0, path, (uint32_t)strlen(path));
    if (flags & O_TRUNC) note('T', state.st_ino, 0, NULL, 0);
    return fd;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = (flags & O_CREAT) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        if (!is_ours(path)) return real(path, flags, mode); \
        int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT); \
        if (writes && fails("open")) return -1; \
        struct stat state; \
        int existed = lstat(path, &state) == 0; \
        return opened(real(path, flags, mode), path, flags, existed); \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    REAL(close);
    if (fd >= 0 && fd < MOST_FILES) watched[fd] = 0;
    return real(fd);
}

#define PWRITE(name, offset_type) \
    ssize_t name(int fd, const void *data, size_t size, offset_type at) { \
        REAL(name); \
        if (is_file(fd) && fails("write")) return -1; \
        ssize_t done = real(fd, data, size, at); \
        if (is_file(fd) && done > 0) \
            note('W', inode_of(fd), (uint64_t)at, data, (uint32_t)done); \
        return done; \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    if (is_file(fd) && fails("write")) return -1;
    off_t at = is_file(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = real(fd, data, size);
    if (is_file(fd) && done > 0)
        note('W', inode_of(fd), (uint64_t)at, data, (uint32_t)done);
    return done;
}

/* Whoever copies falls back on reading and writing, which are written down. */
#define SENDFILE(name, offset_type) \
    ssize_t name(int to, int from, offset_type *at, size_t size) { \
        REAL(name); \
        if (!is_file(to)) return real(to, from, at, size); \
        errno = EINVAL; \
        return -1; \
    }
SENDFILE(sendfile, off_t)
SENDFILE(sendfile64, off64_t)

static void synced(int fd) {
    char link[64], path[4096];
    if (watched[fd] == 1) {
        note('S', inode_of(fd), 0, NULL, 0);
        return;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path);
    if (size > 0) note('D', 0, 0, path, (uint32_t)size);
}

#define SYNC(name) \
    int name(int fd) { \
        REAL(name); \
        if (is_file(fd) && fails("sync")) return -1; \
        int done = real(fd); \
        if (done == 0 && is_file(fd)) synced(fd); \
        return done; \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name, size_type) \
    int name(int fd, size_type size) { \
        REAL(name); \
        if (is_file(fd) && fails("truncate")) return -1; \
        int done = real(fd, size); \
        if (done == 0 && is_file(fd)) note('T', inode_of(fd), (uint64_t)size, NULL, 0); \
        return done; \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int unlink(const char *path) {
    REAL(unlink);
    if (!is_ours(path)) return real(path);
    if (fails("unlink")) return -1;
    int done = real(path);
    if (done == 0) note('U', 0, 0, path, (uint32_t)strlen(path));
    return done;
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    if (!is_ours(path)) return real(path, mode);
    if (fails("mkdir")) return -1;
    int done = real(path, mode);
    if (done == 0) note('M', 0, 0, path, (uint32_t)strlen(path));
    return done;
}

#define TWO_NAMES(name, kind) \
    int name(const char *old, const char *new) { \
        REAL(name); \
        if (!is_ours(old) && !is_ours(new)) return real(old, new); \
        if (fails(#name)) return -1; \
        int done = real(old, new); \
        if (done == 0) note_two(kind, old, new); \
        return done; \
    }
TWO_NAMES(rename, 'R')
TWO_NAMES(link, 'L')

int chmod(const char *path, mode_t mode) {
    REAL(chmod);
    if (is_ours(path) && fails("chmod")) return -1;
    return real(path, mode);
}

int fchmod(int fd, mode_t mode) {
    REAL(fchmod);
    if (is_file(fd) && fails("chmod")) return -1;
    return real(fd, mode);
}

#define FCNTL(name) \
    int name(int fd, int command, ...) { \
        REAL(name); \
        va_list more; \
        va_start(more, command); \
        void *argument = va_arg(more, void *); \
        va_end(more); \
        int locks = command == F_SETLK || command == F_GETLK || command == F_SETLKW; \
        if (has_no_locks && locks && is_file(fd)) { \
            errno = has_no_locks; \
            return -1; \
        } \
        return real(fd, command, argument); \
    }
FCNTL(fcntl)
FCNTL(fcntl64)
