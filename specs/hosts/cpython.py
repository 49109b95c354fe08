"""A host around the pymalloc of the CPython that runs it, 3.6 or later, 32-bit ones included: what the pipe of
specs/vectors/README.md asks for, with the layers below as the script has them.

    python3 cpython.py

It starts twice. The first time it finds out where the functions of pymalloc are, beside one that the interpreter exports;
the second time the interpreter lives on the C library, and nobody but the script uses pymalloc.
"""
import ctypes
import os
import sys

import host

OFFSETS = "POOLPROOF_OFFSETS"
RAW, OBJ = 0, 2
WORD = ctypes.sizeof(ctypes.c_void_p)
GREATEST_REQUEST = sys.maxsize
REGION = 1 << (38 if WORD == 8 else 28)
REGION_COUNT = 1 << (9 if WORD == 8 else 4)
READ_WRITE = 3
PRIVATE_ANONYMOUS_NORESERVE_FIXED_NOREPLACE = 0x2 | 0x20 | 0x4000 | 0x100000

pointer, size = ctypes.c_void_p, ctypes.c_size_t
SIGNATURES = [(pointer, pointer, size), (pointer, pointer, size, size), (pointer, pointer, pointer, size), (None, pointer, pointer)]
ARENA_SIGNATURES = [(pointer, pointer, size), (None, pointer, pointer, size)]


class Record(ctypes.Structure):
    _fields_ = [(name, pointer) for name in ("context", "malloc", "calloc", "realloc", "free")]


class ArenaRecord(ctypes.Structure):
    _fields_ = [(name, pointer) for name in ("context", "malloc", "free")]


def addresses(record):
    return [getattr(record, name) for name, _ in record._fields_[1:]]


def functions(record, signatures):
    """The functions of record, each with its context."""
    context = record.context
    calls = [ctypes.PYFUNCTYPE(*types)(address) for types, address in zip(signatures, addresses(record))]
    return [lambda *arguments, call=call: call(context, *arguments) for call in calls]


def record_of(domain):
    record = Record()
    ctypes.pythonapi.PyMem_GetAllocator(domain, ctypes.byref(record))
    return record


def exported():
    return ctypes.cast(ctypes.pythonapi.PyObject_Malloc, pointer).value


class Regions:
    """Where memory lies that the script grants: displaced by multiples of what no pointer tells apart. A region is as much as
    a middle node of the radix tree covers, or, where there are none, as many arenas."""

    def __init__(self):
        self.libc = ctypes.CDLL(None)
        self.libc.mmap.restype = pointer
        self.libc.mmap.argtypes = [pointer, size, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
        self.libc.munmap.argtypes = [pointer, size]
        self.places = {}

    def is_free(self, place):
        start = place * REGION
        got = self.libc.mmap(start, REGION, READ_WRITE, PRIVATE_ANONYMOUS_NORESERVE_FIXED_NOREPLACE, -1, 0)
        if got not in (None, start, pointer(-1).value):
            self.libc.munmap(got, REGION)
        return got == start

    def place(self, region):
        """The region of the process that the script's one is; where they are neighbours, these are if possible."""
        if region not in self.places:
            wanted = self.places.get(region - 1, region - 1) + 1
            found = next((each for each in [wanted] + list(range(1, REGION_COUNT)) if each > 0 and self.is_free(each)), None)
            if found is None:
                host.give_up("no room for the memory of the script")
            self.places[region] = found
        return self.places[region]

    def placed(self, address, length=1):
        first, last = address // REGION, (address + max(1, length) - 1) // REGION
        place = self.place(first)
        if any(self.place(region) - place != region - first for region in range(first, last + 1)):
            host.give_up("no room for 0x%x to 0x%x" % (address, address + length))
        return address + (place - first) * REGION

    def called(self, address):
        """The script's address of address, None if the script has none there."""
        place = address // REGION
        return next((address + (region - place) * REGION for region in self.places if self.places[region] == place), None)


class Below:
    """The layers below: what is asked from inside an operation is answered as the script says, all else by whom it was meant
    for."""

    def __init__(self, regions):
        self.regions = regions
        self.expected, self.made = [], []
        self.is_under_way = False
        self.kept = []

    def requested(self, request, length):
        expected = self.expected[0] if self.expected else ""
        answer = "null"
        if expected.startswith(request + " -> "):
            answer = self.expected.pop(0)[len(request) + 4:]
        self.made.append("  " + request + " -> " + answer + "\n")
        return None if answer == "null" else self.regions.placed(int(answer, 16), length)

    def released(self, request):
        if self.expected[:1] == [request]:
            self.expected.pop(0)
        self.made.append("  " + request + "\n")

    def text(self, address):
        if not address:
            return "null"
        called = self.regions.called(address)
        return "0x%x" % (address if called is None else called)

    def arena(self, length):
        return self.requested("arena %d" % length, length)

    def arena_free(self, address, length):
        self.released("arena free %s %d" % (self.text(address), length))

    def malloc(self, length):
        return self.requested("raw malloc %d" % length, length)

    def calloc(self, count, length):
        address = self.requested("raw calloc %d %d" % (count, length), count * length)
        if address:
            ctypes.memset(address, 0, count * length)
        return address

    def realloc(self, old, length):
        address = self.requested("raw realloc %s %d" % (self.text(old), length), length)
        if address and old and address != old:
            ctypes.memmove(address, old, length)
        return address

    def free(self, address):
        self.released("raw free %s" % self.text(address))

    def hook(self, signature, ours, theirs):
        """The address of a function that is ours from inside an operation, and theirs otherwise."""
        def called(context, *arguments):
            if not self.is_under_way:
                return theirs(*arguments)
            self.is_under_way = False
            try:
                return ours(*arguments)
            finally:
                self.is_under_way = True

        self.kept.append(ctypes.PYFUNCTYPE(*signature)(called))
        return ctypes.cast(self.kept[-1], pointer).value

    def install(self):
        raw = record_of(RAW)
        theirs, ours = functions(raw, SIGNATURES), [self.malloc, self.calloc, self.realloc, self.free]
        hooks = [self.hook(*each) for each in zip(SIGNATURES, ours, theirs)]
        self.kept.append(Record(raw.context, *hooks))
        ctypes.pythonapi.PyMem_SetAllocator(RAW, ctypes.byref(self.kept[-1]))
        arenas = ArenaRecord()
        ctypes.pythonapi.PyObject_GetArenaAllocator(ctypes.byref(arenas))
        theirs, ours = functions(arenas, ARENA_SIGNATURES), [self.arena, self.arena_free]
        hooks = [self.hook(*each) for each in zip(ARENA_SIGNATURES, ours, theirs)]
        self.kept.append(ArenaRecord(arenas.context, *hooks))
        ctypes.pythonapi.PyObject_SetArenaAllocator(ctypes.byref(self.kept[-1]))


class Pymalloc(host.Heap):
    """The pymalloc of this process."""

    name = "cpython-%d.%d%s; below; again" % (sys.version_info[0], sys.version_info[1], "-i386" if WORD == 4 else "")

    def __init__(self, pymalloc):
        self.regions = Regions()
        self.below = Below(self.regions)
        raw = [getattr(ctypes.pythonapi, "PyMem_Raw" + name) for name in ("Malloc", "Calloc", "Realloc", "Free")]
        for function, types in zip(raw, SIGNATURES):
            function.restype, function.argtypes = types[0], types[2:]
        raw = [self.under_way(function) for function in raw]
        obj = self.limited([self.under_way(function) for function in pymalloc])
        host.Heap.__init__(self, {"raw": raw, "mem": obj, "obj": obj})
        self.pending = None
        self.below.install()

    def under_way(self, function):
        def performed(*arguments):
            self.below.is_under_way = True
            try:
                return function(*arguments)
            finally:
                self.below.is_under_way = False

        return performed

    @staticmethod
    def limited(pymalloc):
        """What PyObject_Malloc and the others do before they call pymalloc."""
        malloc, calloc, realloc, free = pymalloc
        return [
            lambda length: malloc(length) if length <= GREATEST_REQUEST else None,
            lambda count, length: calloc(count, length) if count * length <= GREATEST_REQUEST else None,
            lambda old, length: realloc(old, length) if length <= GREATEST_REQUEST else None,
            free,
        ]

    def take(self, line):
        """An operation is carried out when everything below it has been read."""
        if line.startswith(" "):
            self.below.expected.append(line.strip())
            return ""
        text = self.carried_out()
        words = line.split()
        if words and (words[0] == "free" or "free" in words[1:2] or "=" in words[1:2]):
            self.pending = line
            return text
        return text + host.Heap.take(self, line)

    def carried_out(self):
        if self.pending is None:
            return ""
        self.below.made = []
        text = host.Heap.take(self, self.pending)
        self.below.expected = []
        self.pending = None
        return text + "".join(self.below.made)

    def called(self, address):
        called = self.regions.called(address)
        return address if called is None else called

    def answer(self, words):
        if words[0] == "peek":
            data = ctypes.string_at(self.regions.placed(int(words[1], 16)), int(words[2]))
            return " -> " + "".join("%02x" % byte for byte in data)
        return host.Heap.answer(self, words)


def start_again():
    """Starts the same command again, with the places of pymalloc's functions, on the C library."""
    offsets = [address - exported() for address in addresses(record_of(OBJ))]
    environment = dict(os.environ, PYTHONMALLOC="malloc")
    environment[OFFSETS] = " ".join(map(str, offsets))
    environment.pop("PYTHONDEVMODE", None)
    with open("/proc/self/cmdline", "rb") as command:
        arguments = command.read().split(b"\0")[:-1]
    os.execve("/proc/self/exe", arguments, environment)


def main():
    if sys.version_info < (3, 6):
        host.give_up("expected CPython 3.6 or later, found " + sys.version)
    offsets = os.environ.get(OFFSETS)
    if offsets is None:
        start_again()
    places = [exported() + int(offset) for offset in offsets.split()]
    status = host.serve_heaps(Pymalloc(functions(Record(None, *places), SIGNATURES)))
    os._exit(status)  # what an ending interpreter frees may be the script's


if __name__ == "__main__":
    main()
