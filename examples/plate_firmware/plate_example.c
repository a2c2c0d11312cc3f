/* A plate that runs on this computer: commands come in on standard input, packets go out on standard output.
 *
 *     cc -std=c99 -O2 -o plate plate_example.c plate_protocol.c
 *     socat -d -d pty,raw,echo=0 exec:./plate,pty,raw,echo=0      prints the port that the station can open
 *
 * In a real plate `now_us`, `measured`, `receive` and `transmit` belong to the processor; the rest stays as it is. */
#define _POSIX_C_SOURCE 200809L

#include <string.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include "plate_protocol.h"

#define PLATES 2
#define CELLS 8
#define RATE_HZ 1000
#define STEP_US (1000000 / RATE_HZ)

static uint64_t begun_us;

static uint64_t now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u - begun_us;
}

/* What a converter would have read: every cell its own value, which rises by one from sample to sample. */
static int32_t measured(uint64_t sample, int cell) { return (int32_t)(sample % 1000) + 1000 * cell - 4000; }

static size_t receive(uint8_t *bytes, size_t room, int wait_us) { /* waits so long at most; 0: nothing came */
    struct timeval wait = {0, wait_us};
    fd_set inputs;
    FD_ZERO(&inputs);
    FD_SET(STDIN_FILENO, &inputs);
    if (select(STDIN_FILENO + 1, &inputs, NULL, NULL, &wait) <= 0) return 0;
    ssize_t got = read(STDIN_FILENO, bytes, room);
    if (got <= 0) _exit(0); /* the host closed the port */
    return (size_t)got;
}

static void transmit(const uint8_t *bytes, size_t size) {
    while (size) {
        ssize_t done = write(STDOUT_FILENO, bytes, size);
        if (done <= 0) _exit(0);
        bytes += done;
        size -= (size_t)done;
    }
}

int main(void) {
    plate_identity who = {{0, 1, 0}, PLATE_HAS_SYNC, PLATES, PLATE_I24, {4, 4}, RATE_HZ * 1000, -8388608, 8388607, 0, 1, "C-EXAMPLE", "Plate on a computer"};
    plate_status how = {3, 255, 0, 0, -32768, 0};
    plate_reader reader;
    uint8_t out[PLATE_LONGEST_PAYLOAD + PLATE_OVERHEAD], in[64];
    uint64_t heard_us = 0, next = 0; /* the next sample of the device's life, which is due at next * STEP_US */
    uint64_t keep_alive_us = 0;
    uint16_t sequence = 0;

    memset(&reader, 0, sizeof reader);
    begun_us = now_us();
    who.samples_per_packet = plate_samples_that_fit(460, CELLS, PLATE_I24); /* a line: any length will do */
    for (;;) {
        size_t got = receive(in, sizeof in, 2000);
        for (size_t i = 0; i < got; i++) {
            plate_command command;
            if (!plate_read(&reader, in[i], &command)) continue;
            heard_us = now_us();
            if (command.code == PLATE_IDENTIFY) {
                transmit(out, plate_reply_identity(out, sizeof out, &command, &who));
            } else if (command.code == PLATE_ASK_STATUS) {
                transmit(out, plate_reply_status(out, sizeof out, &command, &how));
            } else if (command.code == PLATE_START && command.size == 2) {
                uint8_t time[8];
                for (int b = 0; b < 8; b++) time[b] = (uint8_t)(now_us() >> (8 * b));
                keep_alive_us = (uint64_t)(command.arguments[0] | command.arguments[1] << 8) * 1000000u;
                if (!(how.flags & PLATE_STREAMING)) {
                    next = now_us() / STEP_US + 1;
                    sequence = 0;
                }
                how.flags |= PLATE_STREAMING;
                transmit(out, plate_make_reply(out, sizeof out, &command, PLATE_OK, time, sizeof time));
            } else if (command.code == PLATE_STOP || command.code == PLATE_KEEP_ALIVE) {
                if (command.code == PLATE_STOP) how.flags &= (uint16_t)~PLATE_STREAMING;
                transmit(out, plate_make_reply(out, sizeof out, &command, PLATE_OK, NULL, 0));
            } else {
                uint8_t code = command.code == PLATE_START ? PLATE_BAD_ARGUMENT : PLATE_UNKNOWN_COMMAND;
                transmit(out, plate_make_reply(out, sizeof out, &command, code, NULL, 0));
            }
        }
        if (keep_alive_us && now_us() - heard_us > keep_alive_us) how.flags &= (uint16_t)~PLATE_STREAMING;
        while ((how.flags & PLATE_STREAMING) && (next + who.samples_per_packet - 1) * STEP_US <= now_us()) {
            int32_t values[31 * CELLS];
            plate_samples_head head = {next * STEP_US, (who.samples_per_packet - 1u) * STEP_US, sequence++, 3, PLATE_I24, who.samples_per_packet, CELLS};
            for (unsigned s = 0; s < head.count; s++)
                for (int cell = 0; cell < CELLS; cell++) values[s * CELLS + (unsigned)cell] = measured(next + s, cell);
            transmit(out, plate_make_samples(out, sizeof out, &head, values));
            next += head.count;
        }
    }
}
