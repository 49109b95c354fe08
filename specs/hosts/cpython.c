/*
 * A host around the pymalloc of a real CPython, 2.7 and 3.6 or later: carries out what the pipe of
 * specs/vectors/README.md asks for, on the functions of a libpython, with the layers below as the script has them.
 *
 *     cc -O2 -rdynamic -o cpython cpython.c -ldl
 *     ./cpython libpython3.11.so.1.0
 *
 * From 3.6 on, CPython lets the layers below be replaced: its arena allocator, and the record of its raw domain. From 3.12
 * on, its heap belongs to an interpreter: one is begun, on the C library's memory, so that its pymalloc stays untouched.
 * 2.7 calls the C library itself: mmap, malloc and the like are defined here, and answer while an operation is under way.
 */
#include "pipe.h"
#include <dlfcn.h>
#include <sys/syscall.h>

/* ---- Where memory lies that the script grants. ---- */

/*
 * Addresses are displaced by multiples of what a middle node of the radix tree covers: there, as for alignment, they are
 * what they are called. Raw memory is called by low addresses, arenas by high ones.
 *
 *     called    0 .. LOW_END   ...              HIGH ..
 *     lies      LOW_PLACE ..   ...              HIGH - HIGH_SHIFT ..
 */
static const uintptr_t REGION_BYTES = 1ul << 38;
static const uintptr_t LOW_END = 0x100000000000, LOW_PLACE = 0x400000000000;
static const uintptr_t HIGH = 0x600000000000, HIGH_SHIFT = 0x5f0000000000;

static uintptr_t named(const void *pointer) {
  uintptr_t place = (uintptr_t)pointer;
  if (place >= LOW_PLACE && place < LOW_PLACE + LOW_END) return place - LOW_PLACE;
  return place < LOW_PLACE ? place + HIGH_SHIFT : place;
}

static void *placed(uintptr_t address) {
  static unsigned char is_mapped[1024];
  if (address >= LOW_END && address < HIGH) give_up("no memory can be had there", "");
  uintptr_t place = address < LOW_END ? address + LOW_PLACE : address - HIGH_SHIFT;
  for (uintptr_t region = place / REGION_BYTES; region <= place / REGION_BYTES + 1; region++) {
    if (region >= sizeof is_mapped || is_mapped[region]) continue;
    void *start = (void *)(region * REGION_BYTES);
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;
    void *got = (void *)syscall(SYS_mmap, start, REGION_BYTES, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (got != start) give_up("no room for the memory of the script", "");
    is_mapped[region] = 1;
  }
  return (void *)place;
}

/* ---- The layers below. ---- */

enum { MOST_CALLS = 256, CALL_LENGTH = 128 };

static char expected[MOST_CALLS][CALL_LENGTH];
static size_t expected_count, met_count;
static char made[MOST_CALLS * CALL_LENGTH];
static size_t made_length;
static int is_under_way;

static void expect_call(char *line) {
  while (*line == ' ') line++;
  if (expected_count == MOST_CALLS || strlen(line) >= CALL_LENGTH) give_up("too much below one operation: ", line);
  strcpy(expected[expected_count++], line);
}

static void begin_operation(void) {
  met_count = made_length = 0;
}

static void say_calls(void) {
  put(made, made_length);
  completed_end = output_end;
  expected_count = 0;
}

static void note(const char *request, const char *answer) {
  int room = (int)(sizeof made - made_length);
  int length = snprintf(made + made_length, (size_t)room, "  %s%s%s\n", request, *answer ? " -> " : "", answer);
  if (length >= room) give_up("too many calls in one operation: ", request);
  made_length += (size_t)length;
}

/* The answer to a request: what the script says if it is the next that is expected, else a refusal. */
static void *requested(const char *request) {
  size_t length = strlen(request);
  const char *next = met_count < expected_count ? expected[met_count] : "";
  int is_met = strncmp(next, request, length) == 0 && strncmp(next + length, " -> ", 4) == 0;
  const char *answer = is_met ? next + length + 4 : "null";
  met_count += is_met;
  note(request, answer);
  return strcmp(answer, "null") == 0 ? NULL : placed(strtoull(answer, NULL, 16));
}

static void released(const char *request) {
  met_count += met_count < expected_count && strcmp(expected[met_count], request) == 0;
  note(request, "");
}

static void *arena_requested(size_t size) {
  char request[CALL_LENGTH];
  snprintf(request, sizeof request, "arena %zu", size);
  return requested(request);
}

static void arena_released(void *arena, size_t size) {
  char request[CALL_LENGTH];
  snprintf(request, sizeof request, "arena free 0x%lx %zu", named(arena), size);
  released(request);
  madvise((void *)(((uintptr_t)arena + 4095) & ~4095ul), size - 4096, MADV_DONTNEED);
}

static void *raw_malloc_requested(size_t size) {
  char request[CALL_LENGTH];
  snprintf(request, sizeof request, "raw malloc %zu", size);
  return requested(request);
}

static void *raw_calloc_requested(size_t count, size_t size) {
  char request[CALL_LENGTH];
  snprintf(request, sizeof request, "raw calloc %zu %zu", count, size);
  void *block = requested(request);
  return block == NULL ? NULL : memset(block, 0, count * size);
}

static void *raw_realloc_requested(void *old, size_t size) {
  char request[CALL_LENGTH];
  if (old == NULL) snprintf(request, sizeof request, "raw realloc null %zu", size);
  else snprintf(request, sizeof request, "raw realloc 0x%lx %zu", named(old), size);
  void *block = requested(request);
  if (block != NULL && old != NULL && block != old) memmove(block, old, size);
  return block;
}

static void raw_released(void *block) {
  char request[CALL_LENGTH];
  if (block == NULL) strcpy(request, "raw free null");
  else snprintf(request, sizeof request, "raw free 0x%lx", named(block));
  released(request);
}

/* ---- CPython. ---- */

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

static void *library;
static int major, minor;
static struct record original_raw;

static void *function(const char *symbol) {
  void *found = dlsym(library, symbol);
  if (found == NULL) give_up("the library has no function ", symbol);
  return found;
}

static void get_allocator(int domain, struct record *record) {
  ((void (*)(int, struct record *))function("PyMem_GetAllocator"))(domain, record);
}

static void set_allocator(int domain, struct record *record) {
  ((void (*)(int, struct record *))function("PyMem_SetAllocator"))(domain, record);
}

static void *hook_malloc(void *context, size_t size) {
  return is_under_way ? raw_malloc_requested(size) : original_raw.malloc(context, size);
}

static void *hook_calloc(void *context, size_t count, size_t size) {
  return is_under_way ? raw_calloc_requested(count, size) : original_raw.calloc(context, count, size);
}

static void *hook_realloc(void *context, void *block, size_t size) {
  return is_under_way ? raw_realloc_requested(block, size) : original_raw.realloc(context, block, size);
}

static void hook_free(void *context, void *block) {
  if (is_under_way) raw_released(block);
  else original_raw.free(context, block);
}

static void *hook_arena(void *context, size_t size) { return (void)context, arena_requested(size); }
static void hook_arena_free(void *context, void *arena, size_t size) { (void)context, arena_released(arena, size); }

static struct record raw_record = {NULL, hook_malloc, hook_calloc, hook_realloc, hook_free};
static struct arena_record arenas = {NULL, hook_arena, hook_arena_free};

/* The functions of each domain; 2.7 has no calloc, and no raw domain but the C library behind PyMem. */
static void *(*domain_malloc[3])(size_t);
static void *(*domain_calloc[3])(size_t, size_t);
static void *(*domain_realloc[3])(void *, size_t);
static void (*domain_free[3])(void *);

static void *symbol_of(enum domain domain, const char *what) {
  static const char *families[] = {"PyMem_Raw", "PyMem_", "PyObject_"};
  char symbol[64];
  snprintf(symbol, sizeof symbol, "%s%s", major == 2 && domain == RAW ? families[MEM] : families[domain], what);
  return function(symbol);
}

static void find_functions(void) {
  for (int domain = RAW; domain <= OBJ; domain++) {
    *(void **)&domain_malloc[domain] = symbol_of(domain, "Malloc");
    *(void **)&domain_realloc[domain] = symbol_of(domain, "Realloc");
    *(void **)&domain_free[domain] = symbol_of(domain, "Free");
    if (major == 3) *(void **)&domain_calloc[domain] = symbol_of(domain, "Calloc");
  }
}

/* From 3.12 on: an interpreter that lives on the C library, beside a pymalloc that nobody has used. */
static void begin_interpreter(void) {
  struct record pristine, plain;
  get_allocator(OBJ, &pristine);
  get_allocator(RAW, &plain);
  set_allocator(MEM, &plain);
  set_allocator(OBJ, &plain);
  ((void (*)(int))function("Py_InitializeEx"))(0);
  set_allocator(MEM, &pristine);
  set_allocator(OBJ, &pristine);
}

static void prepare(void) {
  unsetenv("PYTHONMALLOC");
  unsetenv("PYTHONDEVMODE");
  unsetenv("PYTHONMALLOCSTATS");
  find_functions();
  if (major == 2) return;
  if (minor >= 12) begin_interpreter();
  get_allocator(RAW, &original_raw);
  raw_record.context = original_raw.context;
  set_allocator(RAW, &raw_record);
  ((void (*)(struct arena_record *))function("PyObject_SetArenaAllocator"))(&arenas);
}

static const char *host_name(void) {
  static char name[64];
  snprintf(name, sizeof name, "cpython-%d.%d", major, minor);
  return name;
}

static int takes_layers_below(void) { return 1; }

static void *allocate(enum domain domain, size_t size) {
  is_under_way = 1;
  void *block = domain_malloc[domain](size);
  is_under_way = 0;
  return block;
}

/* 2.7 has no calloc: it is taken for its malloc with the C library's calloc below it. */
static struct { size_t count, size; } zeroed_below;

static void *zeroed_of_python_2(enum domain domain, size_t count, size_t size) {
  if (size != 0 && count > PTRDIFF_MAX / size) return NULL;
  if (domain != OBJ || count * size - 1 >= 512) return calloc(count, size);
  zeroed_below.count = count;
  zeroed_below.size = size;
  void *block = domain_malloc[domain](count * size);
  zeroed_below.count = 0;
  return block == NULL ? NULL : memset(block, 0, count * size);
}

static void *allocate_zeroed(enum domain domain, size_t count, size_t size) {
  is_under_way = 1;
  void *block = major == 2 ? zeroed_of_python_2(domain, count, size) : domain_calloc[domain](count, size);
  is_under_way = 0;
  return block;
}

static void *resize(enum domain domain, void *old, size_t size) {
  is_under_way = 1;
  void *block = domain_realloc[domain](old, size);
  is_under_way = 0;
  return block;
}

static void release(enum domain domain, void *block) {
  is_under_way = 1;
  domain_free[domain](block);
  is_under_way = 0;
}

/* ---- What it prints and counts. ---- */

/* The text of its statistics, in memory of the C library; NULL if it prints none. */
static char *statistics_text(void) {
  void (*print)(FILE *);
  *(void **)&print = dlsym(library, "_PyObject_DebugMallocStats");
  if (print == NULL || major == 2) return NULL;
  char *text = NULL;
  size_t length;
  FILE *file = open_memstream(&text, &length);
  if (file == NULL) return NULL;
  print(file);
  fclose(file);
  return text;
}

static void say_statistics(void) {
  char *text = statistics_text();
  if (text == NULL) {
    say(" -> ?");
    return;
  }
  size_t count = 0;
  for (char *at = text; *at != '\0'; at++) count += *at == '\n';
  say_number(" -> %lu", count);
  for (char *line = strtok(text, ""), *end; line != NULL && (end = strchr(line, '\n')) != NULL; line = end + 1) {
    *end = '\0';
    say("\nstatistics ");
    say(line);
  }
  free(text);
}

static unsigned long statistic(const char *text, const char *key) {
  const char *found = strstr(text, key);
  const char *equals = found == NULL ? NULL : strchr(found, '=');
  unsigned long value = 0;
  for (; equals != NULL && *equals != '\n' && *equals != '\0'; equals++)
    if (isdigit((unsigned char)*equals)) value = 10 * value + (unsigned long)(*equals - '0');
  return value;
}

static void say_counters(void) {
  ssize_t (*count_blocks)(void);
  *(void **)&count_blocks = dlsym(library, "_Py_GetAllocatedBlocks");
  char *text = count_blocks == NULL ? NULL : statistics_text();
  if (text == NULL) {
    say(" -> ?");
    return;
  }
  say_number(" -> blocks %ld", (uint64_t)count_blocks());
  say_number(" arenas %lu", statistic(text, "# arenas allocated total"));
  say_number(" freed %lu", statistic(text, "# arenas reclaimed"));
  say_number(" high %lu", statistic(text, "# arenas highwater mark"));
  free(text);
}

static void answer_question(const char *line) {
  if (strcmp(line, "statistics") == 0) say_statistics();
  else if (strcmp(line, "counters") == 0) say_counters();
  else say(" -> ?");
}

/* ---- The C library as 2.7 sees it. ---- */

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void __libc_free(void *);

static int is_asked(void) { return is_under_way && major == 2; }

void *malloc(size_t size) {
  if (!is_asked()) return __libc_malloc(size);
  return zeroed_below.count == 0 ? raw_malloc_requested(size)
                                 : raw_calloc_requested(zeroed_below.count, zeroed_below.size);
}

void *calloc(size_t count, size_t size) {
  return is_asked() ? raw_calloc_requested(count, size) : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
  return is_asked() ? raw_realloc_requested(block, size) : __libc_realloc(block, size);
}

void free(void *block) {
  if (is_asked()) raw_released(block);
  else __libc_free(block);
}

void *mmap(void *where, size_t size, int protection, int flags, int file, off_t offset) {
  if (!is_asked()) return (void *)syscall(SYS_mmap, where, size, protection, flags, file, offset);
  void *arena = arena_requested(size);
  return arena == NULL ? MAP_FAILED : arena;
}

void *mmap64(void *, size_t, int, int, int, off_t) __attribute__((alias("mmap")));

int munmap(void *start, size_t size) {
  if (!is_asked()) return (int)syscall(SYS_munmap, start, size);
  arena_released(start, size);
  return 0;
}

int main(int argument_count, char **arguments) {
  if (argument_count != 2) give_up("expected LIBRARY, a libpython", "");
  library = dlopen(arguments[1], RTLD_NOW | RTLD_GLOBAL);
  if (library == NULL) give_up("cannot load the library: ", dlerror());
  const char *version = ((const char *(*)(void))function("Py_GetVersion"))();
  if (sscanf(version, "%d.%d", &major, &minor) != 2) give_up("expected a version, found ", version);
  if (!(major == 2 && minor == 7) && !(major == 3 && minor >= 6)) give_up("expected CPython 2.7, or 3.6 or later, found ", version);
  prepare();
  return serve_heaps();
}
