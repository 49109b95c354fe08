/*
 * The pipe of specs/vectors/README.md, for hosts in C: lines, blocks by their names, what they hold, and a heap for each
 * child process. Who includes this defines the functions under "The allocator" below, and calls serve_heaps().
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LONGEST_LINE = 65536, BUFFER_BYTES = 4 * LONGEST_LINE, PERIOD = 255 };

/* ---- The allocator. ---- */

enum domain { RAW, MEM, OBJ };

static void *allocate(enum domain domain, size_t size);
static void *allocate_zeroed(enum domain domain, size_t count, size_t size);
static void *resize(enum domain domain, void *block, size_t size);
static void release(enum domain domain, void *block);

/* What the first line says behind "host ". */
static const char *host_name(void);

/* Whether requests and answers of the layers below follow an operation, indented. */
static int takes_layers_below(void);

/* Before an operation: a line of the layers below that was read. Behind it: say_calls() writes those that were made. */
static void expect_call(char *line);
static void begin_operation(void);
static void say_calls(void);

/* The address that a pointer is called by, and back. */
static uintptr_t named(const void *pointer);
static void *placed(uintptr_t address);

/* Answers a line that is not known here; if it is not known there either, says " -> ?". */
static void answer_question(const char *line);

/* ---- Lines: nothing here may use an allocator, and a signal may come between any two of them. ---- */

static char input[BUFFER_BYTES];
static size_t input_start, input_end;
static char output[BUFFER_BYTES];
static volatile size_t output_end;    /* of what is written, */
static volatile size_t completed_end; /* of its last whole line */

static void give_up(const char *why, const char *what) {
  fprintf(stderr, "host: %s%s\n", why, what);
  _exit(2);
}

static void write_out(size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t count = write(STDOUT_FILENO, output + done, length - done);
    if (count < 0) _exit(1);
    done += (size_t)count;
  }
}

static void flush(void) {
  write_out(output_end);
  output_end = completed_end = 0;
}

static void put(const char *text, size_t length) {
  if (output_end + length > sizeof output) flush();
  memcpy(output + output_end, text, length);
  output_end += length;
}

static void say(const char *text) { put(text, strlen(text)); }

static void say_number(const char *format, uint64_t number) {
  char text[64];
  put(text, (size_t)snprintf(text, sizeof text, format, number));
}

static void end_line(void) {
  put("\n", 1);
  completed_end = output_end;
}

/* The next line without its end, NULL at the end of the input. It stays where it is until the next call. */
static char *next_line(void) {
  for (;;) {
    char *start = input + input_start;
    char *end = memchr(start, '\n', input_end - input_start);
    if (end != NULL) {
      *end = '\0';
      input_start = (size_t)(end - input) + 1;
      return start;
    }
    memmove(input, start, input_end - input_start);
    input_end -= input_start;
    input_start = 0;
    if (input_end > LONGEST_LINE) give_up("a line of more than 65536 bytes", "");
    ssize_t count = read(STDIN_FILENO, input + input_end, sizeof input - input_end);
    if (count <= 0) return NULL;
    input_end += (size_t)count;
  }
}

/* ---- Blocks by their names. ---- */

struct block {
  unsigned char *address; /* NULL: the name is not bound */
  size_t size, filled;    /* bytes; so many of them were filled */
};

static struct block *blocks;
static size_t block_count;

static struct block *block_named(uint64_t index) {
  if (index >= block_count) {
    size_t count = block_count;
    while (count <= index) count *= 2;
    blocks = mremap(blocks, block_count * sizeof *blocks, count * sizeof *blocks, MREMAP_MAYMOVE);
    if (blocks == MAP_FAILED) give_up("no memory for so many names", "");
    block_count = count;
  }
  return &blocks[index];
}

static void make_room_for_names(void) {
  block_count = 4096;
  blocks = mmap(NULL, block_count * sizeof *blocks, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (blocks == MAP_FAILED) give_up("no memory for names", "");
}

/* Byte i of pattern s is 1 + (s + i) mod 255: of each s a piece of this. */
static unsigned char pattern[2 * PERIOD * 257];

static void fill(struct block *block, uint64_t s) {
  const unsigned char *from = pattern + s % PERIOD;
  size_t piece = sizeof pattern - PERIOD;
  for (size_t at = 0; at < block->size; at += piece)
    memcpy(block->address + at, from, block->size - at < piece ? block->size - at : piece);
  block->filled = block->size;
}

/* Says ok, or the first of length bytes that is not the one of the pattern (of zeroes, if that is NULL). */
static void say_comparison(const unsigned char *bytes, size_t length, const unsigned char *from) {
  static const unsigned char zeroes[sizeof pattern];
  const unsigned char *expected = from == NULL ? zeroes : from;
  size_t piece = sizeof pattern - PERIOD, at = 0;
  while (at < length && memcmp(bytes + at, expected, length - at < piece ? length - at : piece) == 0) at += piece;
  if (at >= length) {
    say(" -> ok");
    return;
  }
  while (bytes[at] == expected[at % piece]) at++;
  say_number(" -> byte %lu", at);
  say_number(" is 0x%02lx", bytes[at]);
}

/* ---- One line of the script. ---- */

static char *cursor;

static int passes(const char *word) {
  size_t length = strlen(word);
  if (strncmp(cursor, word, length) != 0) return 0;
  cursor += length;
  while (*cursor == ' ') cursor++;
  return 1;
}

static uint64_t number(void) {
  if (!isdigit((unsigned char)*cursor)) give_up("expected a number: ", cursor);
  uint64_t value = strtoull(cursor, &cursor, 0);
  while (*cursor == ' ') cursor++;
  return value;
}

static struct block *name(void) {
  if (*cursor != 'b') give_up("expected the name of a block: ", cursor);
  cursor++;
  return block_named(number());
}

static enum domain domain(void) {
  if (passes("raw ")) return RAW;
  if (passes("mem ")) return MEM;
  (void)passes("obj ");
  return OBJ;
}

static void answer(const void *address) {
  if (address == NULL) say(" -> null");
  else say_number(" -> 0x%lx", named(address));
}

static void bind(struct block *block, void *address, size_t size, size_t filled) {
  answer(address);
  if (address != NULL) *block = (struct block){address, size, filled};
}

static void creation(void) {
  struct block *block = name();
  if (!passes("=")) give_up("expected '=': ", cursor);
  enum domain of = domain();
  if (passes("malloc ")) {
    size_t size = number();
    bind(block, allocate(of, size), size, 0);
  } else if (passes("calloc ")) {
    size_t count = number(), size = number();
    bind(block, allocate_zeroed(of, count, size), count * size, 0);
  } else if (passes("realloc null ")) {
    size_t size = number();
    bind(block, resize(of, NULL, size), size, 0);
  } else if (passes("realloc ")) {
    (void)name();
    size_t size = number();
    if (block->address == NULL) say(" -> -");
    else bind(block, resize(of, block->address, size), size, block->filled < size ? block->filled : size);
  } else {
    give_up("expected malloc, calloc or realloc: ", cursor);
  }
}

static void freeing(enum domain of) {
  if (passes("null")) {
    release(of, NULL);
    return;
  }
  struct block *block = name();
  if (block->address == NULL) say(" -> -");
  else release(of, block->address);
  block->address = NULL;
}

static void say_bytes(void) {
  const unsigned char *from = placed(number());
  size_t length = number();
  say(" -> ");
  for (size_t at = 0; at < length; at++) say_number("%02lx", from[at]);
}

/* Says how many bytes of memory the process holds: those of all pages that are there. */
static void say_memory(void) {
  char text[4096];
  static const char *key = "\nRss:";
  int file = open("/proc/self/smaps_rollup", O_RDONLY);
  ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
  if (file >= 0) close(file);
  text[length < 0 ? 0 : length] = '\0';
  const char *found = strstr(text, key);
  if (found == NULL) say(" -> ?");
  else say_number(" -> %lu", strtoull(found + strlen(key), NULL, 10) * 1024);
}

static void question(const char *line) {
  if (passes("fill ")) {
    struct block *block = name();
    if (block->address == NULL) say(" -> -");
    else fill(block, number());
  } else if (passes("look ")) {
    struct block *block = name();
    if (block->address == NULL) say(" -> -");
    else say_comparison(block->address, block->filled, pattern + number() % PERIOD);
  } else if (passes("zeros ")) {
    struct block *block = name();
    if (block->address == NULL) say(" -> -");
    else say_comparison(block->address, block->size, NULL);
  } else if (passes("peek ")) {
    say_bytes();
  } else if (passes("memory")) {
    say_memory();
  } else {
    answer_question(line);
  }
}

static int is_operation(const char *line) {
  return strchr(line, '=') != NULL || strncmp(line, "free ", 5) == 0 || strncmp(line + 4, "free ", 5) == 0;
}

static void carry_out(char *line) {
  say(line);
  cursor = line;
  if (!is_operation(line)) {
    question(line);
    end_line();
    return;
  }
  begin_operation();
  if (*cursor == 'b') {
    creation();
  } else {
    enum domain of = domain();
    if (!passes("free ")) give_up("expected free: ", cursor);
    freeing(of);
  }
  end_line();
  say_calls();
}

/* ---- Heaps. ---- */

static void on_crash(int signal_number) {
  write_out(completed_end);
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

/* Ends a heap that hangs when nobody is left to wait for it. */
static void on_tick(int signal_number) {
  (void)signal_number;
  struct pollfd in = {STDIN_FILENO, 0, 0};
  if (poll(&in, 1, 0) == 1 && (in.revents & (POLLHUP | POLLERR)) != 0) _exit(1);
}

static void watch_signals(void) {
  static char stack[65536];
  sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
  struct sigaction crash = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK | SA_NODEFER};
  static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP, SIGSYS};
  for (size_t at = 0; at < sizeof crashes / sizeof *crashes; at++) sigaction(crashes[at], &crash, NULL);
  struct sigaction tick = {.sa_handler = on_tick, .sa_flags = SA_ONSTACK | SA_RESTART};
  sigaction(SIGALRM, &tick, NULL);
  struct itimerval second = {{1, 0}, {1, 0}};
  setitimer(ITIMER_REAL, &second, NULL);
}

/* An operation whose layers below are not read to their end. */
static char pending[LONGEST_LINE + 1];

static void carry_out_pending(void) {
  if (*pending != '\0') carry_out(pending);
  *pending = '\0';
}

/* One heap, from behind its first line to its end. */
static void serve(void) {
  make_room_for_names();
  watch_signals();
  say("# poolproof 1; host ");
  say(host_name());
  say(takes_layers_below() ? "; below; again" : "; again");
  end_line();
  for (char *line = next_line(); line != NULL; line = next_line()) {
    if (*line == ' ') {
      expect_call(line);
      continue;
    }
    carry_out_pending();
    if (*line == '\0') {
      flush();
    } else if (strcmp(line, "end") == 0) {
      say("end");
      end_line();
      flush();
      _exit(0);
    } else if (*line == '#') {
      continue;
    } else if (takes_layers_below() && is_operation(line)) {
      strcpy(pending, line);
    } else {
      carry_out(line);
    }
  }
  _exit(1);
}

/* Ends as the child did, so that whoever waits for the host knows. */
static void end_like(int status) {
  if (WIFSIGNALED(status)) {
    signal(WTERMSIG(status), SIG_DFL);
    raise(WTERMSIG(status));
  }
  _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

/* Serves heap after heap, each in a child process that finds everything as it is now, until the input ends. */
static int serve_heaps(void) {
  for (size_t at = 0; at < sizeof pattern; at++) pattern[at] = (unsigned char)(1 + at % PERIOD);
  while (next_line() != NULL) {
    pid_t child = fork();
    if (child < 0) give_up("cannot fork", "");
    if (child == 0) serve();
    int status;
    if (waitpid(child, &status, 0) != child) give_up("lost a child", "");
    if (status != 0) end_like(status);
    input_start = input_end = 0; /* the child has read on, up to end */
  }
  return 0;
}
