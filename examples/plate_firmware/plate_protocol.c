#include "plate_protocol.h"

#include <string.h>

#define SYNC_1 0xc9
#define SYNC_2 0x50
#define HEAD 8

static uint8_t *put(uint8_t *at, uint64_t value, int bytes) { /* little endian, whatever the processor is */
    for (int i = 0; i < bytes; i++, value >>= 8) *at++ = (uint8_t)value;
    return at;
}

uint16_t plate_crc16(const uint8_t *data, size_t size) {
    uint16_t crc = 0xffff;
    while (size--) {
        uint8_t x = (uint8_t)(crc >> 8 ^ *data++);
        x ^= x >> 4;
        crc = (uint16_t)(crc << 8 ^ (uint16_t)(x << 12) ^ (uint16_t)(x << 5) ^ x);
    }
    return crc;
}

/* The payload is in place behind the header: put the header before it and the CRC behind it. */
static size_t seal(uint8_t *out, uint8_t type, uint16_t sequence, size_t size) {
    out[0] = SYNC_1;
    out[1] = SYNC_2;
    put(out + 2, size, 2);
    out[4] = type;
    out[5] = (uint8_t)(0xff - out[2] - out[3] - type);
    put(out + 6, sequence, 2);
    put(out + HEAD + size, plate_crc16(out, HEAD + size), 2);
    return size + PLATE_OVERHEAD;
}

static bool fits(size_t room, size_t size) { return size <= PLATE_LONGEST_PAYLOAD && size + PLATE_OVERHEAD <= room; }

size_t plate_make_packet(uint8_t *out, size_t room, uint8_t type, uint16_t sequence, const uint8_t *payload, size_t size) {
    if (!fits(room, size)) return 0;
    if (size) memcpy(out + HEAD, payload, size);
    return seal(out, type, sequence, size);
}

static int32_t limited(int32_t value) { /* a value that wrapped would look like any other */
    return value > 8388607 ? 8388607 : value < -8388608 ? -8388608 : value;
}

size_t plate_make_samples(uint8_t *out, size_t room, const plate_samples_head *head, const int32_t *values) {
    size_t number = (size_t)head->count * head->cells;
    int width = head->form == PLATE_I32 ? 4 : 3;
    size_t size = 16 + number * (size_t)width;
    if (!number || !fits(room, size)) return 0;
    uint8_t *at = put(out + HEAD, head->first_us, 8);
    at = put(at, head->span_us, 4);
    *at++ = head->valid;
    *at++ = head->form;
    *at++ = head->count;
    *at++ = head->cells;
    for (size_t i = 0; i < number; i++) at = put(at, (uint32_t)(width == 3 ? limited(values[i]) : values[i]), width);
    return seal(out, PLATE_SAMPLES, head->sequence, size);
}

size_t plate_make_edge(uint8_t *out, size_t room, uint64_t us, uint8_t line, bool high) {
    if (!fits(room, 10)) return 0;
    uint8_t *at = put(out + HEAD, us, 8);
    *at++ = line;
    *at++ = high ? 1 : 0;
    return seal(out, PLATE_EDGE, 0, 10);
}

static uint8_t *put_status(uint8_t *at, const plate_status *status) {
    *at++ = status->valid;
    *at++ = status->battery;
    at = put(at, status->battery_mv, 2);
    at = put(at, status->flags, 2);
    at = put(at, (uint16_t)status->centidegrees, 2);
    return put(at, status->left_out, 4);
}

size_t plate_make_status(uint8_t *out, size_t room, const plate_status *status) {
    if (!fits(room, 12)) return 0;
    put_status(out + HEAD, status);
    return seal(out, PLATE_STATUS, 0, 12);
}

static uint8_t *put_reply(uint8_t *out, const plate_command *to, uint8_t code) {
    uint8_t *at = out + HEAD;
    *at++ = to->request;
    *at++ = to->code;
    *at++ = code;
    return at;
}

size_t plate_make_reply(uint8_t *out, size_t room, const plate_command *to, uint8_t code, const uint8_t *data, size_t size) {
    if (!fits(room, size + 3)) return 0;
    uint8_t *at = put_reply(out, to, code);
    if (size) memcpy(at, data, size);
    return seal(out, PLATE_REPLY, 0, size + 3);
}

size_t plate_reply_identity(uint8_t *out, size_t room, const plate_command *to, const plate_identity *identity) {
    if (!fits(room, 75)) return 0;
    size_t cells = 0;
    for (int plate = 0; plate < 8; plate++) cells += identity->cells_of[plate];
    size_t longest = PLATE_OVERHEAD + 16 + identity->samples_per_packet * cells * (identity->form == PLATE_I32 ? 4 : 3);
    uint8_t *at = put_reply(out, to, PLATE_OK);
    *at++ = PLATE_PROTOCOL_MAJOR;
    *at++ = PLATE_PROTOCOL_MINOR;
    memcpy(at, identity->firmware, 3);
    at += 3;
    *at++ = identity->features;
    *at++ = identity->plates;
    *at++ = identity->form;
    memcpy(at, identity->cells_of, 8);
    at = put(at + 8, identity->rate_mhz, 4);
    at = put(at, (uint32_t)identity->lowest, 4);
    at = put(at, (uint32_t)identity->highest, 4);
    at = put(at, longest, 2);
    *at++ = identity->samples_per_packet;
    *at++ = identity->sync_lines;
    memcpy(at, identity->serial, 16);
    memcpy(at + 16, identity->model, 24);
    return seal(out, PLATE_REPLY, 0, 75);
}

size_t plate_reply_status(uint8_t *out, size_t room, const plate_command *to, const plate_status *status) {
    if (!fits(room, 15)) return 0;
    put_status(put_reply(out, to, PLATE_OK), status);
    return seal(out, PLATE_REPLY, 0, 15);
}

size_t plate_reply_calibration(uint8_t *out, size_t room, const plate_command *to, const uint8_t *stored, size_t size) {
    if (to->size != 3) return plate_make_reply(out, room, to, PLATE_BAD_ARGUMENT, NULL, 0);
    size_t first = (size_t)(to->arguments[0] | to->arguments[1] << 8);
    size_t wanted = to->arguments[2] < PLATE_CALIBRATION_PART ? to->arguments[2] : PLATE_CALIBRATION_PART;
    size_t left = first < size ? size - first : 0;
    size_t part = wanted < left ? wanted : left;
    if (!fits(room, 7 + part)) return 0;
    uint8_t *at = put(put(put_reply(out, to, PLATE_OK), first, 2), size, 2);
    if (part) memcpy(at, stored + first, part);
    return seal(out, PLATE_REPLY, 0, 7 + part);
}

uint8_t plate_samples_that_fit(size_t longest, uint8_t cells, uint8_t form) {
    static const uint8_t counts[] = {31, 29, 23, 19, 17, 11, 7, 1}; /* no factor 2, 3, 5, 13 */
    size_t each = (size_t)cells * (form == PLATE_I32 ? 4 : 3);
    for (size_t i = 0; i < sizeof counts; i++) {
        size_t size = 16 + counts[i] * each;
        if (size <= PLATE_LONGEST_PAYLOAD && size + PLATE_OVERHEAD <= longest) return counts[i];
    }
    return 0;
}

/* What the bytes at hand are: 0 a beginning that needs more, -1 no command begins here, else its whole length. */
static int judged(const plate_reader *reader) {
    const uint8_t *b = reader->bytes;
    if (b[0] != SYNC_1 || (reader->filled > 1 && b[1] != SYNC_2)) return -1;
    if (reader->filled < HEAD) return 0;
    size_t size = (size_t)(b[2] | b[3] << 8);
    if ((uint8_t)(b[2] + b[3] + b[4] + b[5]) != 0xff || b[4] != PLATE_COMMAND || size < 2 || size > PLATE_LONGEST_COMMAND)
        return -1;
    if (reader->filled < size + PLATE_OVERHEAD) return 0;
    uint16_t crc = plate_crc16(b, HEAD + size);
    return b[HEAD + size] == (crc & 0xff) && b[HEAD + size + 1] == crc >> 8 ? (int)(size + PLATE_OVERHEAD) : -1;
}

static void drop(plate_reader *reader, size_t count) {
    reader->filled -= count;
    memmove(reader->bytes, reader->bytes + count, reader->filled);
}

bool plate_read(plate_reader *reader, uint8_t byte, plate_command *command) {
    reader->bytes[reader->filled++] = byte;
    int whole = 0;
    while (reader->filled && (whole = judged(reader)) < 0) drop(reader, 1);
    if (whole <= 0 || !reader->filled) return false;
    command->request = reader->bytes[HEAD];
    command->code = reader->bytes[HEAD + 1];
    command->size = (uint8_t)(whole - PLATE_OVERHEAD - 2);
    memcpy(command->arguments, reader->bytes + HEAD + 2, command->size);
    drop(reader, (size_t)whole);
    return true;
}
