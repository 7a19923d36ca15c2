#!/usr/bin/env python3
"""cut_go_binary.py IN OUT: keeps of a Go program only its build information.

Writes a small executable of the same kind (ELF, Mach-O, PE), word size and byte order that has the
build information, and the strings it points at, at their old addresses. For the goldens of go_binary:
the program itself is too large to keep.
"""
import struct
import sys

data = open(sys.argv[1], 'rb').read()
MAGIC = b'\xff Go buildinf:'


def cstr(b):
    return b.split(b'\0')[0]


def regions():
    """kind, big endian, 64 bit, [(address, offset, size)] of the program."""
    if data[:4] == b'\x7fELF':
        wide, e = data[4] == 2, '>' if data[5] == 2 else '<'
        if wide:
            phoff, = struct.unpack_from(e + 'Q', data, 32)
            size, n = struct.unpack_from(e + 'HH', data, 54)
        else:
            phoff, = struct.unpack_from(e + 'I', data, 28)
            size, n = struct.unpack_from(e + 'HH', data, 42)
        out = []
        for i in range(n):
            at = phoff + i * size
            if wide:
                kind, _, off, addr, _, fs = struct.unpack_from(e + 'IIQQQQ', data, at)
            else:
                kind, off, addr, _, fs = struct.unpack_from(e + 'IIIII', data, at)
            if kind == 1:
                out.append((addr, off, fs))
        return 'elf', e, wide, out
    if data[:2] == b'MZ':
        pe, = struct.unpack_from('<I', data, 60)
        n, opt = struct.unpack_from('<H', data, pe + 6)[0], struct.unpack_from('<H', data, pe + 20)[0]
        wide = struct.unpack_from('<H', data, pe + 24)[0] == 0x20b
        base = struct.unpack_from('<Q', data, pe + 48)[0] if wide else struct.unpack_from('<I', data, pe + 52)[0]
        out = []
        for i in range(n):
            s = pe + 24 + opt + 40 * i
            _, va, raw, off = struct.unpack_from('<IIII', data, s + 8)
            out.append((base + va, off, raw))
        return 'pe', '<', wide, out
    assert data[:4] == b'\xcf\xfa\xed\xfe', 'unknown kind of program'
    n, = struct.unpack_from('<I', data, 16)
    at, out = 32, []
    for _ in range(n):
        cmd, size = struct.unpack_from('<II', data, at)
        if cmd == 0x19:
            addr, _, off, fs = struct.unpack_from('<QQQQ', data, at + 24)
            out.append((addr, off, fs))
        at += size
    return 'macho', '<', True, out


kind, e, wide, segs = regions()


def offset(addr):
    for a, off, size in segs:
        if a <= addr < a + size:
            return off + addr - a
    raise SystemExit('address outside of the file')


def address(off):
    for a, o, size in segs:
        if o <= off < o + size:
            return a + off - o
    raise SystemExit('offset outside of the segments')


info = data.index(MAGIC)
while info % 16:
    info = data.index(MAGIC, info + 1)
keep = []
if data[info + 15] & 2:
    at = info + 32
    for _ in range(2):
        n = shift = 0
        while True:
            c = data[at]
            at += 1
            n |= (c & 127) << shift
            shift += 7
            if not c & 128:
                break
        at += n
    keep.append((info, at - info))
else:
    ptr = data[info + 14]
    order, word = ('>' if data[info + 15] & 1 else '<'), 'Q' if ptr == 8 else 'I'
    keep.append((info, 32))
    for i in range(2):
        head = offset(struct.unpack_from(order + word, data, info + 16 + i * ptr)[0])
        text, n = struct.unpack_from(order + 2 * word, data, head)
        keep += [(head, 2 * ptr), (offset(text), n)]

parts, body, start = [], b'', 1024
for off, n in keep:
    body += b'\0' * (-len(body) % 16)
    parts.append((address(off), start + len(body), n))
    body += data[off:off + n]

if kind == 'elf':
    ident = data[:16]
    machine = data[18:20]
    if wide:
        head = ident + struct.pack(e + 'H', 2) + machine + struct.pack(
            e + 'IQQQIHHHHHH', 1, 0, 64, 0, 0, 64, 56, len(parts), 64, 0, 0)
        for a, o, n in parts:
            head += struct.pack(e + 'IIQQQQQQ', 1, 6, o, a, a, n, n, 16)
    else:
        head = ident + struct.pack(e + 'H', 2) + machine + struct.pack(
            e + 'IIIIIHHHHHH', 1, 0, 52, 0, 0, 52, 32, len(parts), 40, 0, 0)
        for a, o, n in parts:
            head += struct.pack(e + 'IIIIIIII', 1, o, a, a, n, n, 6, 16)
elif kind == 'pe':
    pe, = struct.unpack_from('<I', data, 60)
    opt, = struct.unpack_from('<H', data, pe + 20)
    base = struct.unpack_from('<Q', data, pe + 48)[0] if wide else struct.unpack_from('<I', data, pe + 52)[0]
    head = data[:pe + 6] + struct.pack('<H', len(parts)) + data[pe + 8:pe + 12]
    head += b'\0' * 8 + data[pe + 20:pe + 24 + opt]  # no symbol table
    for a, o, n in parts:
        head += b'.data\0\0\0' + struct.pack('<IIII', n, a - base, n, o) + b'\0' * 12 + struct.pack('<I', 0xc0000040)
else:
    head = data[:16] + struct.pack('<IIII', len(parts), 72 * len(parts), 0, 0)
    for a, o, n in parts:
        head += struct.pack('<II', 0x19, 72) + b'__DATA'.ljust(16, b'\0') + struct.pack(
            '<QQQQIIII', a, n, o, n, 3, 3, 0, 0)
assert len(head) <= start, len(head)
open(sys.argv[2], 'wb').write(head.ljust(start, b'\0') + body)
