/* Counterpoise plate protocol, version 1: packets from and for a force plate (docs/plate-protocol.md).
 *
 * C99, no dependencies, no dynamic memory, no static state. Every function that makes a packet writes it to `out` and
 * returns its length, or 0 when it does not fit into `room` bytes. */
#ifndef PLATE_PROTOCOL_H
#define PLATE_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLATE_PROTOCOL_MAJOR 1
#define PLATE_PROTOCOL_MINOR 0

#define PLATE_OVERHEAD 10         /* header of 8 bytes and CRC of 2 */
#define PLATE_LONGEST_PAYLOAD 1000
#define PLATE_LONGEST_COMMAND 128 /* payload of a command: far more than any has */
#define PLATE_CALIBRATION_PART 64

enum plate_type { PLATE_SAMPLES = 0x01, PLATE_EDGE = 0x02, PLATE_STATUS = 0x03, PLATE_REPLY = 0x04, PLATE_COMMAND = 0x10 };

enum plate_form { PLATE_I24 = 0, PLATE_I32 = 1 };

enum plate_command_code {
    PLATE_IDENTIFY = 0x01, PLATE_ASK_STATUS = 0x02, PLATE_START = 0x03, PLATE_STOP = 0x04, PLATE_KEEP_ALIVE = 0x05,
    PLATE_TARE = 0x06, PLATE_CLEAR_TARE = 0x07, PLATE_READ_CALIBRATION = 0x10, PLATE_WRITE_CALIBRATION = 0x11,
    PLATE_STORE_CALIBRATION = 0x12
};

enum plate_code {
    PLATE_OK = 0, PLATE_UNKNOWN_COMMAND = 1, PLATE_BAD_ARGUMENT = 2, PLATE_BUSY = 3, PLATE_NOT_NOW = 4,
    PLATE_NOT_STILL = 5, PLATE_LOADED = 6, PLATE_STORAGE = 7, PLATE_MTU_TOO_SMALL = 8, PLATE_LINE_TOO_SLOW = 9,
    PLATE_DAMAGED = 10, PLATE_NOT_FITTED = 11, PLATE_MISSING = 12
};

enum plate_feature { PLATE_HAS_TARE = 1, PLATE_HAS_CALIBRATION = 2, PLATE_HAS_SYNC = 4, PLATE_HAS_BATTERY = 8 };

enum plate_flag {
    PLATE_STREAMING = 1, PLATE_TARED = 2, PLATE_CALIBRATED = 4, PLATE_BATTERY_LOW = 8, PLATE_OVERLOAD = 16,
    PLATE_CONVERTER_FAULT = 32, PLATE_STORAGE_FAULT = 64
};

typedef struct {
    uint64_t first_us; /* when the first sample was taken: microseconds since power-on, never turned back */
    uint32_t span_us;  /* from the first sample to the last; 0 when there is one */
    uint16_t sequence; /* of this packet since START */
    uint8_t valid;     /* bit p: all values of plate p in this packet are measurements */
    uint8_t form;      /* enum plate_form */
    uint8_t count;     /* samples */
    uint8_t cells;     /* values in a sample: the cells of all plates, plate after plate */
} plate_samples_head;

typedef struct {
    uint8_t firmware[3];
    uint8_t features; /* enum plate_feature, added up */
    uint8_t plates;
    uint8_t form;
    uint8_t cells_of[8]; /* cells of each plate; 0 behind the last plate */
    uint32_t rate_mhz;   /* samples in 1000 s, as measured against a good clock */
    int32_t lowest;      /* values at which a converter stands at the end of its range */
    int32_t highest;
    uint8_t samples_per_packet;
    uint8_t sync_lines;
    char serial[16]; /* ASCII, filled up with zeros; differs from every other device's */
    char model[24];
} plate_identity;

typedef struct {
    uint8_t valid;          /* plates that measure now */
    uint8_t battery;        /* percent; 255: not known, or none */
    uint16_t battery_mv;    /* 0: not known */
    uint16_t flags;         /* enum plate_flag, added up */
    int16_t centidegrees;   /* 0.01 degrees Celsius; -32768: not known */
    uint32_t left_out;      /* samples since START that could not be sent */
} plate_status;

typedef struct {
    uint8_t request; /* goes back in the reply */
    uint8_t code;    /* enum plate_command_code */
    uint8_t size;
    uint8_t arguments[PLATE_LONGEST_COMMAND];
} plate_command;

typedef struct {
    uint8_t bytes[PLATE_LONGEST_COMMAND + PLATE_OVERHEAD];
    size_t filled;
} plate_reader; /* set to zero before the first byte */

/* CRC-16/CCITT-FALSE: polynomial 0x1021, begins with 0xffff, nothing reflected; "123456789" gives 0x29b1. */
uint16_t plate_crc16(const uint8_t *data, size_t size);

size_t plate_make_packet(uint8_t *out, size_t room, uint8_t type, uint16_t sequence, const uint8_t *payload, size_t size);

/* `values`: count x cells, sample after sample. What three bytes cannot hold becomes the end of their range. */
size_t plate_make_samples(uint8_t *out, size_t room, const plate_samples_head *head, const int32_t *values);

size_t plate_make_edge(uint8_t *out, size_t room, uint64_t us, uint8_t line, bool high);
size_t plate_make_status(uint8_t *out, size_t room, const plate_status *status);
size_t plate_make_reply(uint8_t *out, size_t room, const plate_command *to, uint8_t code, const uint8_t *data, size_t size);
size_t plate_reply_identity(uint8_t *out, size_t room, const plate_command *to, const plate_identity *identity);
size_t plate_reply_status(uint8_t *out, size_t room, const plate_command *to, const plate_status *status);

/* The answer to PLATE_READ_CALIBRATION from the `size` bytes that are stored; size 0: none. */
size_t plate_reply_calibration(uint8_t *out, size_t room, const plate_command *to, const uint8_t *stored, size_t size);

/* Samples to put into a packet of at most `longest` bytes: no factor in common with connection intervals. */
uint8_t plate_samples_that_fit(size_t longest, uint8_t cells, uint8_t form);

/* Take one byte from the host; true when it completes an undamaged command. */
bool plate_read(plate_reader *reader, uint8_t byte, plate_command *command);

#endif
