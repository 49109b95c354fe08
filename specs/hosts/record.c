/*
 * A real Python program, run by a libpython, 3.6 or later, that writes down every call of its memory functions:
 *
 *     cc -O2 -rdynamic -o record record.c -ldl -lpthread
 *     ./record libpython3.11.so.1.0 LOG /usr/bin/python3.11 -c 'print(1)'
 *
 * What a client asks the three domains for is written, and the arenas that pymalloc asked for meanwhile; what pymalloc asks
 * raw memory for is not. LOG is mapped, so that nothing is lost however the program ends; a child that the program forks
 * writes nothing. It has a head of 64 bytes and then entries of 40, little-endian:
 *
 *     head     "PPLOG 1\n", how many entries (8 bytes), how many threads (8), the version of Python
 *     entry    kind (1), domain (1), 6 bytes of nothing, and three arguments and the answer, 8 bytes each
 *
 * Entry i is at 4096 + i / 1677721 * 2^26 + i % 1677721 * 40: windows of 64 MiB, each full of whole entries.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

enum kind { MALLOC, CALLOC, REALLOC, FREE, ARENA, ARENA_FREE };

struct head {
  char magic[8];
  uint64_t entry_count, thread_count;
  char version[40];
};

struct entry {
  uint8_t kind, domain, nothing[6];
  uint64_t first, second, third, answer;
};

/* ---- The log. ---- */

static const size_t WINDOW_BYTES = 64ul << 20;

static int file = -1;
static struct head *head;
static struct entry *window;
static size_t window_start, window_length; /* in entries */
static size_t arena_bytes;
static int is_recording;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static __thread int depth, is_counted;

static void give_up(const char *why, const char *what) {
  fprintf(stderr, "record: %s%s\n", why, what);
  _exit(3);
}

static void *mapped(off_t offset, size_t bytes) {
  if (ftruncate(file, offset + (off_t)bytes) != 0) give_up("no room for the log", "");
  void *place = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, offset);
  if (place == MAP_FAILED) give_up("the log cannot be mapped", "");
  return place;
}

static void next_window(void) {
  if (window != NULL) munmap(window, WINDOW_BYTES);
  window_start += window_length;
  window_length = WINDOW_BYTES / sizeof *window;
  window = mapped(4096 + (off_t)(window_start / window_length * WINDOW_BYTES), WINDOW_BYTES);
}

static void enter(enum kind kind, int domain, uint64_t first, uint64_t second, uint64_t third, const void *answer) {
  if (!is_recording) return;
  if (!is_counted) {
    is_counted = 1;
    head->thread_count++;
  }
  if (window == NULL || head->entry_count == window_start + window_length) next_window();
  window[head->entry_count - window_start] =
      (struct entry){(uint8_t)kind, (uint8_t)domain, {0}, first, second, third, (uintptr_t)answer};
  head->entry_count++;
}

static void in_child(void) {
  is_recording = 0;
  pthread_mutex_init(&mutex, NULL);
}

static void before_fork(void) { pthread_mutex_lock(&mutex); }
static void in_parent(void) { pthread_mutex_unlock(&mutex); }

static void open_log(const char *name, const char *version) {
  file = open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) give_up("cannot write ", name);
  head = mapped(0, 4096);
  memcpy(head->magic, "PPLOG 1\n", sizeof head->magic);
  snprintf(head->version, sizeof head->version, "%.*s", (int)strcspn(version, " +"), version);
  pthread_atfork(before_fork, in_parent, in_child);
  is_recording = 1;
}

/* ---- The functions of the domains. ---- */

struct record {
  void *context;
  void *(*malloc)(void *, size_t);
  void *(*calloc)(void *, size_t, size_t);
  void *(*realloc)(void *, void *, size_t);
  void (*free)(void *, void *);
};

struct arena_record {
  void *context;
  void *(*alloc)(void *, size_t);
  void (*free)(void *, void *, size_t);
};

static struct record originals[3];
static struct arena_record original_arenas;
static const int domains[] = {0, 1, 2};

static int begins(void) {
  if (depth++ > 0) return 0;
  pthread_mutex_lock(&mutex);
  return 1;
}

static void ends(int is_outermost) {
  if (is_outermost) pthread_mutex_unlock(&mutex);
  depth--;
}

static void *hook_malloc(void *context, size_t size) {
  int domain = *(const int *)context, is_outermost = begins();
  void *block = originals[domain].malloc(originals[domain].context, size);
  if (is_outermost) enter(MALLOC, domain, size, 0, 0, block);
  ends(is_outermost);
  return block;
}

static void *hook_calloc(void *context, size_t count, size_t size) {
  int domain = *(const int *)context, is_outermost = begins();
  void *block = originals[domain].calloc(originals[domain].context, count, size);
  if (is_outermost) enter(CALLOC, domain, count, size, 0, block);
  ends(is_outermost);
  return block;
}

static void *hook_realloc(void *context, void *old, size_t size) {
  int domain = *(const int *)context, is_outermost = begins();
  void *block = originals[domain].realloc(originals[domain].context, old, size);
  if (is_outermost) enter(REALLOC, domain, (uintptr_t)old, size, 0, block);
  ends(is_outermost);
  return block;
}

static void hook_free(void *context, void *block) {
  int domain = *(const int *)context, is_outermost = begins();
  if (is_outermost) enter(FREE, domain, (uintptr_t)block, 0, 0, NULL);
  originals[domain].free(originals[domain].context, block);
  ends(is_outermost);
}

/* Other things than pymalloc take memory there, too: what is not of an arena's size is theirs. */
static void *hook_arena(void *context, size_t size) {
  (void)context;
  void *arena = original_arenas.alloc(original_arenas.context, size);
  if (depth > 0 && size == arena_bytes) enter(ARENA, 0, size, 0, 0, arena);
  return arena;
}

static void hook_arena_free(void *context, void *arena, size_t size) {
  (void)context;
  if (depth > 0 && size == arena_bytes) enter(ARENA_FREE, 0, (uintptr_t)arena, size, 0, NULL);
  original_arenas.free(original_arenas.context, arena, size);
}

/* ---- Python. ---- */

static void *library;

static void *function(const char *symbol) {
  void *found = dlsym(library, symbol);
  if (found == NULL) give_up("the library has no function ", symbol);
  return found;
}

/* 3.6 sets its allocators anew when it starts, whether it is told to or not. */
int _PyMem_SetupAllocators(const char *name) {
  int (*own)(const char *);
  *(void **)&own = function("_PyMem_SetupAllocators");
  return name == NULL || *name == '\0' ? 0 : own(name);
}

static void install_hooks(void) {
  void (*get)(int, struct record *), (*set)(int, struct record *);
  void (*get_arenas)(struct arena_record *), (*set_arenas)(struct arena_record *);
  *(void **)&get = function("PyMem_GetAllocator");
  *(void **)&set = function("PyMem_SetAllocator");
  *(void **)&get_arenas = function("PyObject_GetArenaAllocator");
  *(void **)&set_arenas = function("PyObject_SetArenaAllocator");
  for (int domain = 0; domain < 3; domain++) {
    get(domain, &originals[domain]);
    struct record hooks = {(void *)&domains[domain], hook_malloc, hook_calloc, hook_realloc, hook_free};
    set(domain, &hooks);
  }
  get_arenas(&original_arenas);
  struct arena_record arenas = {NULL, hook_arena, hook_arena_free};
  set_arenas(&arenas);
}

/* Py_BytesMain is there from 3.8 on; before, the arguments are decoded. */
static int run(int count, char **arguments) {
  int (*bytes_main)(int, char **);
  *(void **)&bytes_main = dlsym(library, "Py_BytesMain");
  if (bytes_main != NULL) return bytes_main(count, arguments);
  int (*wide_main)(int, wchar_t **);
  wchar_t *(*decode)(const char *, size_t *);
  *(void **)&wide_main = function("Py_Main");
  *(void **)&decode = function("Py_DecodeLocale");
  wchar_t **wide = malloc(((size_t)count + 1) * sizeof *wide);
  for (int at = 0; at < count; at++) {
    wchar_t *decoded = decode(arguments[at], NULL);
    if (decoded == NULL) give_up("cannot decode the argument ", arguments[at]);
    wide[at] = wcsdup(decoded);
  }
  wide[count] = NULL;
  return wide_main(count, wide);
}

int main(int count, char **arguments) {
  if (count < 4) give_up("expected LIBRARY LOG PROGRAM [ARGUMENT...]", "");
  library = dlopen(arguments[1], RTLD_NOW | RTLD_GLOBAL);
  if (library == NULL) give_up("cannot load the library: ", dlerror());
  int major, minor;
  const char *version = ((const char *(*)(void))function("Py_GetVersion"))();
  if (sscanf(version, "%d.%d", &major, &minor) != 2 || major != 3 || minor < 6)
    give_up("expected CPython 3.6 or later, found ", version);
  arena_bytes = minor >= 10 ? 1 << 20 : 1 << 18;
  unsetenv("PYTHONMALLOC");
  unsetenv("PYTHONDEVMODE");
  if (strcmp(arguments[2], "-") != 0) {
    open_log(arguments[2], version);
    install_hooks();
  }
  return run(count - 3, arguments + 3);
}
