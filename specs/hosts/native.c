/*
 * A host around a shared library: carries out what the pipe of specs/vectors/README.md asks for, on the library's malloc,
 * calloc, realloc and free.
 *
 *     cc -O2 -o native native.c -ldl
 *     ./native LIBRARY [MALLOC CALLOC REALLOC FREE]        the names of the four functions, if they are others
 *
 * For each heap it forks: every child has the library as it was loaded, whatever the one before did to its own. A child
 * that dies of a signal writes the lines it has completed first, and takes the host with it.
 */
#include "pipe.h"
#include <dlfcn.h>
#include <link.h>

static void *(*library_malloc)(size_t);
static void *(*library_calloc)(size_t, size_t);
static void *(*library_realloc)(void *, size_t);
static void (*library_free)(void *);

/* To a C library, all domains are one. */
static void *allocate(enum domain domain, size_t size) { return (void)domain, library_malloc(size); }
static void *allocate_zeroed(enum domain domain, size_t count, size_t size) {
  return (void)domain, library_calloc(count, size);
}
static void *resize(enum domain domain, void *block, size_t size) { return (void)domain, library_realloc(block, size); }
static void release(enum domain domain, void *block) { (void)domain, library_free(block); }

static const char *host_name(void) { return "native"; }
static int takes_layers_below(void) { return 0; }
static void expect_call(char *line) { (void)line; }
static void begin_operation(void) {}
static void say_calls(void) {}
static uintptr_t named(const void *pointer) { return (uintptr_t)pointer; }
static void *placed(uintptr_t address) { return (void *)address; }
static void answer_question(const char *line) {
  (void)line;
  say(" -> ?");
}

/* The function of the library itself: one that a library has only through another is that other's. */
static void *function(void *library, const char *symbol) {
  void *found = dlsym(library, symbol);
  if (found == NULL) give_up("the library has no function ", symbol);
  struct link_map *own;
  Dl_info home;
  if (dlinfo(library, RTLD_DI_LINKMAP, &own) == 0 && dladdr(found, &home) != 0 &&
      home.dli_fbase != (void *)own->l_addr) {
    fprintf(stderr, "host: %s is not the library's own; it is found in ", symbol);
    give_up(home.dli_fname, "");
  }
  return found;
}

/* Begins once more with room for the thread-local data of libraries that are loaded late, which some allocators have. */
static void make_room_for_threads(char **arguments) {
  static const char *tunables = "GLIBC_TUNABLES";
  if (getenv(tunables) != NULL) return;
  setenv(tunables, "glibc.rtld.optional_static_tls=65536", 1);
  execv("/proc/self/exe", arguments);
}

int main(int argument_count, char **arguments) {
  if (argument_count != 2 && argument_count != 6) give_up("expected LIBRARY [MALLOC CALLOC REALLOC FREE]", "");
  static char *plain[] = {"malloc", "calloc", "realloc", "free"};
  make_room_for_threads(arguments);
  char **names = argument_count == 6 ? arguments + 2 : plain;
  void *library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) give_up("cannot load the library: ", dlerror());
  *(void **)&library_malloc = function(library, names[0]);
  *(void **)&library_calloc = function(library, names[1]);
  *(void **)&library_realloc = function(library, names[2]);
  *(void **)&library_free = function(library, names[3]);
  return serve_heaps();
}
