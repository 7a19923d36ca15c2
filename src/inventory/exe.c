// ELF: System V ABI, chapter 4 and 5. Mach-O: <mach-o/loader.h>, <mach-o/fat.h>. PE: Microsoft "PE Format".
#include "inventory/exe.h"

uint64_t inv_exe_num(struct str s, uint64_t off, uint64_t bytes, bool big_endian)
{
    uint64_t v = 0;
    if (off > s.n || bytes > s.n - off)
        return 0;
    for (uint64_t i = 0; i < bytes; i++) {
        uint64_t at = big_endian ? i : bytes - 1 - i;
        v = v << 8 | (unsigned)str_at(s, (size_t)off + at);
    }
    return v;
}

static struct str until_nul(struct str s)
{
    struct str head, tail;
    str_cut(s, 0, &head, &tail);
    return head;
}

static void add_part(struct inv_exe *x, struct str file, struct inv_exe_part p, uint64_t off,
                     uint64_t size)
{
    if (size == 0)
        return;
    if (off >= file.n || x->n_parts == INV_EXE_PARTS) {
        x->cut = true;
        return;
    }
    x->cut |= size > file.n - off;
    p.data = str_sub(file, (size_t)off, (size_t)size);
    x->parts[x->n_parts++] = p;
}

// ---- ELF ----

enum { PT_LOAD = 1, PF_W = 2, SHT_NOBITS = 8, SHF_WRITE = 1 };

static bool elf(struct str f, struct inv_exe *x)
{
    bool wide = str_at(f, 4) == 2, be = str_at(f, 5) == 2;
    uint64_t word = wide ? 8 : 4;
    if (f.n < (wide ? 64u : 52u))
        return false;
    x->kind = "ELF";
    x->big_endian = be;
    uint64_t phoff = inv_exe_num(f, wide ? 32 : 28, word, be);
    uint64_t shoff = inv_exe_num(f, wide ? 40 : 32, word, be);
    uint64_t sizes = wide ? 54 : 42;
    uint64_t phentsize = inv_exe_num(f, sizes, 2, be), phnum = inv_exe_num(f, sizes + 2, 2, be);
    uint64_t shentsize = inv_exe_num(f, sizes + 4, 2, be), shnum = inv_exe_num(f, sizes + 6, 2, be);
    uint64_t strndx = inv_exe_num(f, sizes + 8, 2, be);
    if (phoff > f.n || shoff > f.n) {
        x->cut = true;
        shnum = shoff > f.n ? 0 : shnum;
        phnum = phoff > f.n ? 0 : phnum;
    }
    for (uint64_t i = 0; i < phnum; i++) {
        uint64_t at = phoff + i * phentsize;
        if (inv_exe_num(f, at, 4, be) != PT_LOAD)
            continue;
        struct inv_exe_part p = {
            .addr = inv_exe_num(f, at + (wide ? 16 : 8), word, be),
            .writable = inv_exe_num(f, at + (wide ? 4 : 24), 4, be) & PF_W,
        };
        add_part(x, f, p, inv_exe_num(f, at + (wide ? 8 : 4), word, be),
                 inv_exe_num(f, at + (wide ? 32 : 16), word, be));
    }
    uint64_t names = shoff + strndx * shentsize;
    uint64_t names_off = inv_exe_num(f, names + (wide ? 24 : 16), word, be);
    struct str strings = names_off < f.n ? str_skip(f, (size_t)names_off) : (struct str){0};
    for (uint64_t i = 0; i < shnum; i++) {
        uint64_t at = shoff + i * shentsize;
        uint64_t name = inv_exe_num(f, at, 4, be);
        struct str s = until_nul(str_sub(strings, (size_t)name, 64));
        // Only those that somebody asks for: a program may have hundreds of sections.
        if (!str_starts(s, S(".go")) || inv_exe_num(f, at + 4, 4, be) == SHT_NOBITS)
            continue;
        struct inv_exe_part p = {
            .name = s,
            .addr = inv_exe_num(f, at + (wide ? 16 : 12), word, be),
            .writable = inv_exe_num(f, at + 8, word, be) & SHF_WRITE,
        };
        add_part(x, f, p, inv_exe_num(f, at + (wide ? 24 : 16), word, be),
                 inv_exe_num(f, at + (wide ? 32 : 20), word, be));
    }
    return true;
}

// ---- Mach-O ----

enum { LC_SEGMENT = 1, LC_SEGMENT_64 = 0x19, VM_PROT_WRITE = 2 };

static void macho_segment(struct str f, struct inv_exe *x, uint64_t at, uint64_t end, bool wide)
{
    bool be = x->big_endian;
    uint64_t word = wide ? 8 : 4;
    uint64_t fields = at + 24; // behind cmd, cmdsize, segname
    struct inv_exe_part p = {
        .addr = inv_exe_num(f, fields, word, be),
        .writable = inv_exe_num(f, fields + 4 * word + 4, 4, be) & VM_PROT_WRITE,
    };
    add_part(x, f, p, inv_exe_num(f, fields + 2 * word, word, be),
             inv_exe_num(f, fields + 3 * word, word, be));
    uint64_t nsects = inv_exe_num(f, fields + 4 * word + 8, 4, be);
    uint64_t sect = fields + 4 * word + 16, size = wide ? 80 : 68;
    for (uint64_t i = 0; i < nsects && sect < end && sect < f.n; i++, sect += size) {
        p.name = until_nul(str_sub(f, (size_t)sect, 16));
        if (!str_starts(p.name, S("__go")))
            continue;
        p.addr = inv_exe_num(f, sect + 32, word, be);
        add_part(x, f, p, inv_exe_num(f, sect + 32 + 2 * word, 4, be),
                 inv_exe_num(f, sect + 32 + word, word, be));
    }
}

static bool macho(struct str f, struct inv_exe *x, bool wide, bool be)
{
    x->kind = "Mach-O";
    x->big_endian = be;
    uint64_t n = inv_exe_num(f, 16, 4, be), at = wide ? 32 : 28;
    for (uint64_t i = 0; i < n && at < f.n; i++) {
        uint64_t cmd = inv_exe_num(f, at, 4, be), size = inv_exe_num(f, at + 4, 4, be);
        if (size < 8) {
            x->cut = true;
            break;
        }
        if (cmd == LC_SEGMENT || cmd == LC_SEGMENT_64)
            macho_segment(f, x, at, at + size, cmd == LC_SEGMENT_64);
        at += size;
    }
    return true;
}

static bool macho_any(struct str f, struct inv_exe *x)
{
    uint64_t be = inv_exe_num(f, 0, 4, true), le = inv_exe_num(f, 0, 4, false);
    if (be == 0xfeedface || be == 0xfeedfacf)
        return macho(f, x, be == 0xfeedfacf, true);
    if (le == 0xfeedface || le == 0xfeedfacf)
        return macho(f, x, le == 0xfeedfacf, false);
    return false;
}

// Java classes have the same magic; there the next number is their version, 45 or more.
static bool is_fat(struct str f)
{
    uint64_t magic = inv_exe_num(f, 0, 4, true), n = inv_exe_num(f, 4, 4, true);
    return (magic == 0xcafebabe || magic == 0xcafebabf) && n > 0 && n < 40;
}

static bool fat(struct str f, struct inv_exe *x)
{
    bool wide = inv_exe_num(f, 0, 4, true) == 0xcafebabf;
    uint64_t n = inv_exe_num(f, 4, 4, true);
    for (uint64_t i = 0; i < n; i++) {
        uint64_t at = 8 + i * (wide ? 32 : 20);
        uint64_t off = inv_exe_num(f, at + 8, wide ? 8 : 4, true);
        uint64_t size = inv_exe_num(f, at + (wide ? 16 : 12), wide ? 8 : 4, true);
        if (off < f.n && macho_any(str_sub(f, (size_t)off, (size_t)size), x))
            return true;
    }
    return false;
}

// ---- PE ----

static uint64_t pe_header(struct str f) // offset of "PE\0\0", or 0
{
    uint64_t at = inv_exe_num(f, 60, 4, false);
    if (!str_starts(f, S("MZ")) || at == 0 || inv_exe_num(f, at, 4, false) != 0x4550)
        return 0;
    return at;
}

static bool pe(struct str f, struct inv_exe *x)
{
    enum { INITIALIZED = 0x40, MEM_WRITE = 0x80000000 };
    uint64_t at = pe_header(f);
    uint64_t n = inv_exe_num(f, at + 6, 2, false), opt = inv_exe_num(f, at + 20, 2, false);
    bool wide = inv_exe_num(f, at + 24, 2, false) == 0x20b;
    uint64_t base = wide ? inv_exe_num(f, at + 48, 8, false) : inv_exe_num(f, at + 52, 4, false);
    x->kind = "PE";
    for (uint64_t i = 0, s = at + 24 + opt; i < n && s < f.n; i++, s += 40) {
        uint64_t flags = inv_exe_num(f, s + 36, 4, false);
        uint64_t used = inv_exe_num(f, s + 8, 4, false), raw = inv_exe_num(f, s + 16, 4, false);
        struct inv_exe_part p = {
            .name = until_nul(str_sub(f, (size_t)s, 8)),
            .addr = base + inv_exe_num(f, s + 12, 4, false),
            .writable = (flags & INITIALIZED) && (flags & MEM_WRITE),
        };
        add_part(x, f, p, inv_exe_num(f, s + 20, 4, false), used && used < raw ? used : raw);
    }
    return true;
}

// ---- all ----

static bool is_elf(struct str f)
{
    return str_starts(f, S("\177ELF"));
}

bool inv_exe_is(struct str head)
{
    uint64_t be = inv_exe_num(head, 0, 4, true), le = inv_exe_num(head, 0, 4, false);
    return is_elf(head) || be == 0xfeedface || be == 0xfeedfacf || le == 0xfeedface ||
           le == 0xfeedfacf || is_fat(head) || pe_header(head) != 0;
}

bool inv_exe_read(struct str file, struct inv_exe *ret)
{
    *ret = (struct inv_exe){0};
    if (is_elf(file))
        return elf(file, ret);
    if (is_fat(file))
        return fat(file, ret);
    if (pe_header(file))
        return pe(file, ret);
    return macho_any(file, ret);
}

struct str inv_exe_at(const struct inv_exe *x, uint64_t addr, uint64_t n)
{
    for (size_t i = 0; i < x->n_parts; i++) {
        const struct inv_exe_part *p = &x->parts[i];
        if (addr < p->addr || addr - p->addr >= p->data.n)
            continue;
        uint64_t off = addr - p->addr;
        if (n <= p->data.n - off)
            return str_sub(p->data, (size_t)off, (size_t)n);
    }
    return (struct str){0};
}
