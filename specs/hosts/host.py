"""A host in Python: carries out what the pipe of specs/vectors/README.md asks for, on a C library's allocator.

    python3 host.py LIBRARY [MALLOC CALLOC REALLOC FREE]     the names of the four functions, if they are others

For each heap it forks, so that every heap has the library as it was loaded.
"""
import ctypes
import os
import select
import signal
import sys

PERIOD = 255
CHUNK = 1 << 16
PR_SET_PDEATHSIG = 1
DOMAINS = ("raw", "mem", "obj")


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

    name = "python; again"

    def __init__(self, functions):
        """functions: of each domain its malloc, calloc, realloc and free."""
        self.functions = functions
        self.blocks = {}

    def take(self, line):
        """What is written for line, its end included."""
        return line + ("" if line == "end" else self.carry_out(line)) + "\n" if line else ""

    def carry_out(self, line):
        """What is to be added to line."""
        words = line.split()
        domain = next((word for word in words if word in DOMAINS), "obj")
        words = [word for word in words if word not in DOMAINS]
        if len(words) > 1 and words[1] == "=":
            return " -> " + self.create(domain, words[0], words[2], words[3:])
        if words[0] == "free":
            return self.give_back(domain, words[1])
        if words[0] in ("fill", "look", "zeros"):
            block = self.blocks.get(words[1])
            return " -> -" if block is None else getattr(self, words[0])(block, *words[2:])
        return self.answer(words)

    def answer(self, words):
        return " -> %d" % held_bytes() if words[0] == "memory" else " -> ?"

    def called(self, address):
        """How an address is called in the script."""
        return address

    def create(self, domain, name, function, arguments):
        malloc, calloc, realloc, _ = self.functions[domain]
        filled = 0
        if function == "malloc":
            size = int(arguments[0])
            address = malloc(size)
        elif function == "calloc":
            size = int(arguments[0]) * int(arguments[1])
            address = calloc(int(arguments[0]), int(arguments[1]))
        else:
            old = [None, 0, 0] if arguments[0] == "null" else self.blocks.get(name)
            if old is None:
                return "-"
            size = int(arguments[1])
            address = realloc(old[0], size)
            filled = min(old[2], size)
        if address is None:
            return "null"
        self.blocks[name] = [address, size, filled]
        return "0x%x" % self.called(address)

    def give_back(self, domain, name):
        block = [None] if name == "null" else self.blocks.pop(name, None)
        if block is None:
            return " -> -"
        self.functions[domain][3](block[0])
        return ""

    def fill(self, block, seed):
        ctypes.memmove(block[0], pattern(int(seed), block[1]), block[1])
        block[2] = block[1]
        return ""

    def look(self, block, seed):
        return comparison(ctypes.string_at(block[0], block[2]), pattern(int(seed), block[2]))

    def zeros(self, block):
        return comparison(ctypes.string_at(block[0], block[1]), bytes(bytearray(block[1])))


def give_up(why):
    os.write(2, ("host: %s\n" % why).encode("ascii", "replace"))
    os._exit(2)


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
    written = ["# poolproof 1; host %s\n" % heap.name]
    line = "#"
    while line != "end":
        line = lines.next()
        if line is None:
            os._exit(1)
        written.append(heap.take(line))
        if line in ("", "end"):
            text = "".join(written).encode("ascii")
            while text:
                text = text[os.write(1, text):]
            written = []
    os._exit(0)


def wait_for(child, sign_of_life):
    """Waits until the child ends; one that hangs is ended when nobody is left to ask it."""
    poll = select.poll()
    poll.register(sign_of_life, 0)
    poll.register(0, 0)
    if all(file == 0 for file, _ in poll.poll()):
        poll.unregister(0)
        if not poll.poll(1000):
            os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def serve_heaps(heap):
    """Serves heap after heap, each in a child process that finds everything as it is now, until the input ends, or one fails:
    its status."""
    lines = Lines()
    while lines.next() is not None:
        ends = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(ends[0])
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            serve(heap, lines)
        os.close(ends[1])
        status = wait_for(child, ends[0])
        os.close(ends[0])
        if os.WIFSIGNALED(status):
            os.kill(os.getpid(), os.WTERMSIG(status))
        if status != 0:
            return os.WEXITSTATUS(status)
        lines.rest = b""
    return 0


def main(library, *names):
    functions = [getattr(ctypes.CDLL(library), name) for name in names or ("malloc", "calloc", "realloc", "free")]
    size, pointer = ctypes.c_size_t, ctypes.c_void_p
    types = [(pointer, size), (pointer, size, size), (pointer, pointer, size), (None, pointer)]
    for function, signature in zip(functions, types):
        function.restype, function.argtypes = signature[0], signature[1:]
    return serve_heaps(Heap({domain: functions for domain in DOMAINS}))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
