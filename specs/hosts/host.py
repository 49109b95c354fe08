"""A host in Python: carries out what the pipe of specs/vectors/README.md asks for, on a C library's allocator.

    python3 host.py LIBRARY [MALLOC CALLOC REALLOC FREE]     the names of the four functions, if they are others

For each heap it forks, so that every heap has the library as it was loaded.
"""
import ctypes
import os
import sys

PERIOD = 255
CHUNK = 1 << 16


class Lines:
    """The lines of standard input, read without a buffer that a fork would double."""

    def __init__(self):
        self.rest = b""

    def next(self):
        """The next line without its end, None at the end of the input."""
        while b"\n" not in self.rest:
            read = os.read(0, CHUNK)
            if not read:
                return None
            self.rest += read
        line, self.rest = self.rest.split(b"\n", 1)
        return line.decode("ascii")


class Heap:
    """Blocks by their names, and what was asked of them: [address, size, bytes that were filled]."""

    def __init__(self, library, names):
        functions = [getattr(library, name) for name in names]
        for function in functions[:3]:
            function.restype = ctypes.c_void_p
        self.malloc, self.calloc, self.realloc, self.free = functions
        self.malloc.argtypes = [ctypes.c_size_t]
        self.calloc.argtypes = [ctypes.c_size_t, ctypes.c_size_t]
        self.realloc.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
        self.free.argtypes, self.free.restype = [ctypes.c_void_p], None
        self.blocks = {}

    def carry_out(self, line):
        """What is to be added to line."""
        words = [word for word in line.split() if word not in ("raw", "mem", "obj")]
        if len(words) > 1 and words[1] == "=":
            return " -> " + self.create(words[0], words[2], words[3:])
        if words[0] == "free":
            return self.give_back(words[1])
        if words[0] in ("fill", "look", "zeros"):
            block = self.blocks.get(words[1])
            return " -> -" if block is None else getattr(self, words[0])(block, *words[2:])
        if words[0] == "memory":
            return " -> %d" % held_bytes()
        return " -> ?"

    def create(self, name, function, arguments):
        filled = 0
        if function == "malloc":
            size = int(arguments[0])
            address = self.malloc(size)
        elif function == "calloc":
            size = int(arguments[0]) * int(arguments[1])
            address = self.calloc(int(arguments[0]), int(arguments[1]))
        else:
            old = [None, 0, 0] if arguments[0] == "null" else self.blocks.get(name)
            if old is None:
                return "-"
            size = int(arguments[1])
            address = self.realloc(old[0], size)
            filled = min(old[2], size)
        if address is None:
            return "null"
        self.blocks[name] = [address, size, filled]
        return "0x%x" % address

    def give_back(self, name):
        block = [None] if name == "null" else self.blocks.pop(name, None)
        if block is None:
            return " -> -"
        self.free(block[0])
        return ""

    def fill(self, block, seed):
        ctypes.memmove(block[0], pattern(int(seed), block[1]), block[1])
        block[2] = block[1]
        return ""

    def look(self, block, seed):
        return comparison(ctypes.string_at(block[0], block[2]), pattern(int(seed), block[2]))

    def zeros(self, block):
        return comparison(ctypes.string_at(block[0], block[1]), bytes(bytearray(block[1])))


def pattern(seed, size, whole=bytes(bytearray(range(1, PERIOD + 1)))):
    """Byte i is 1 + (seed + i) mod 255."""
    start = seed % PERIOD
    return (whole * ((start + size) // PERIOD + 1))[start:start + size]


def comparison(actual, expected):
    if actual == expected:
        return " -> ok"
    index = next(i for i in range(len(expected)) if actual[i] != expected[i])
    return " -> byte %d is 0x%02x" % (index, bytearray(actual)[index])


def held_bytes():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGESIZE")


def serve(heap, lines):
    """One heap, from behind its first line to its end."""
    written = ["# poolproof 1; host python; again\n"]
    while True:
        line = lines.next()
        if line is None:
            os._exit(1)
        if line and line != "end":
            written.append(line + heap.carry_out(line) + "\n")
            continue
        written.append("end\n" if line else "")
        text = "".join(written).encode("ascii")
        while text:
            text = text[os.write(1, text):]
        written = []
        if line == "end":
            os._exit(0)


def main(library, *names):
    heap = Heap(ctypes.CDLL(library), names or ("malloc", "calloc", "realloc", "free"))
    lines = Lines()
    while lines.next() is not None:
        child = os.fork()
        if child == 0:
            serve(heap, lines)
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status):
            os.kill(os.getpid(), os.WTERMSIG(status))
        if status != 0:
            sys.exit(os.WEXITSTATUS(status))
        lines.rest = b""


if __name__ == "__main__":
    main(*sys.argv[1:])
