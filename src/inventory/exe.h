// inventory/exe.h - where the parts of an executable are: ELF, Mach-O (also fat) and PE.
//
// Only what is needed to find data by section name or address. Nothing is trusted: every range is
// checked against the file when it is read. Private to this folder.
#pragma once
#include "core/str.h"

enum { INV_EXE_PARTS = 96 };

struct inv_exe_part { // a section, or a segment (name empty)
    struct str name;
    uint64_t addr; // as loaded
    struct str data;
    bool writable;
};

struct inv_exe {
    const char *kind; // "ELF", "Mach-O", "PE"
    struct inv_exe_part parts[INV_EXE_PARTS];
    size_t n_parts;
    bool big_endian;
    bool cut; // a part lies outside of the file, or there are too many
};

// Is `head` (the first 4 KiB or more) the beginning of an executable?
bool inv_exe_is(struct str head);
// The parts of it; a fat file gives those of its first architecture. False when it is none.
bool inv_exe_read(struct str file, struct inv_exe *ret);
// `n` bytes at the address; empty when they are not in the file.
struct str inv_exe_at(const struct inv_exe *x, uint64_t addr, uint64_t n);
// Unsigned number of 1 to 8 bytes; 0 past the end.
uint64_t inv_exe_num(struct str s, uint64_t off, uint64_t bytes, bool big_endian);
