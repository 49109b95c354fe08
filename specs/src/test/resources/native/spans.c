/*
 * A small allocator to test checkers of allocators on: sound, or with one fault, or sound in an unusual way.
 *
 *     cc -O2 -shared -fPIC [-DFAULT=N | -DWAY=N] -o spans.so spans.c
 *
 * Sizes up to 8 KiB are rounded up to a class, and each class is served from spans of 64 KiB, which are cut from large
 * regions; a span without blocks goes to a cache. Greater sizes have a mapping each. README.md lists the faults.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifndef FAULT
#define FAULT 0
#endif
#ifndef WAY
#define WAY 0
#endif

enum { RANDOM_PLACEMENT = 1, ONE_MAPPING_A_BLOCK = 2, REALLOC_ALWAYS_MOVES = 3, EMPTY_SPANS_UNMAPPED = 4 };

enum { SPAN = 65536, HEADER = 128, PAGE = 4096, GREATEST_SMALL = 8192, CLASSES = 64, REGION_SPANS = 64 };

struct span {
  struct span *next;
  void *free_list;
  size_t mapped; /* bytes of the mapping of a large block, 0 in a span of small ones */
  uint32_t class, size, used, carved, capacity;
};

static struct span *partial[CLASSES], *cached;
static char *region;
static size_t region_left;
static unsigned long span_count, malloc_count, free_count, random_state = 88172645463325252u;

static unsigned long next_random(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  return random_state ^= random_state << 17;
}

/* 16, 32 .. 128, then four classes to each power of two. */
static size_t next_size(size_t size) {
  size_t power = 128;
  while (power * 2 <= size) power *= 2;
  return size < 128 ? size + 16 : size + power / 4;
}

static uint32_t class_of(size_t size, size_t *rounded) {
  uint32_t class = 0;
  size_t each = 16;
#if FAULT == 1 /* one size is rounded down */
  if (size == 321) size = 320;
#endif
  for (; each < size; each = next_size(each)) class++;
  *rounded = each;
  return class;
}

static void *map(size_t bytes) {
  void *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return start == MAP_FAILED ? NULL : start;
}

/* Memory that begins at a multiple of a span's size. */
static void *map_aligned(size_t bytes) {
  char *start = map(bytes + SPAN);
  if (start == NULL) return NULL;
  size_t before = -(uintptr_t)start % SPAN;
  if (before != 0) munmap(start, before);
  if (before != SPAN) munmap(start + before + bytes, SPAN - before);
  return start + before;
}

static struct span *new_span(void) {
  span_count++;
  if (cached != NULL) {
    struct span *span = cached;
    cached = span->next;
    return span;
  }
#if FAULT == 12 /* the twentieth span is the one before once more */
  if (span_count == 20) region -= SPAN, region_left += SPAN;
#endif
  if (region_left == 0) {
    region = map_aligned((size_t)SPAN * REGION_SPANS);
    if (region == NULL) return NULL;
    region_left = (size_t)SPAN * REGION_SPANS;
  }
  struct span *span = (struct span *)region;
  region += SPAN;
  region_left -= SPAN;
  return span;
}

static void *large(size_t size) {
  size_t bytes = (size + PAGE + PAGE - 1) & -(size_t)PAGE;
#if FAULT == 15 /* a byte above a page is forgotten */
  if (size % PAGE == 1) bytes -= PAGE;
#endif
  if (bytes < size) return NULL;
  struct span *span = map_aligned(bytes);
  if (span == NULL) return NULL;
  span->mapped = bytes;
  return (char *)span + PAGE;
}

static struct span *span_of(void *block) { return (struct span *)((uintptr_t)block & -(uintptr_t)SPAN); }

static struct span *begin_span(uint32_t class, size_t size) {
  struct span *span = new_span();
  if (span == NULL) return NULL;
  *span = (struct span){.class = class, .size = (uint32_t)size, .capacity = (SPAN - HEADER) / size};
  partial[class] = span;
  return span;
}

static void *take_free(struct span *span) {
  void **link = &span->free_list;
#if WAY == 1
  for (unsigned long skip = next_random() % 4; skip > 0 && *(void **)*link != NULL; skip--) link = *link;
#endif
  void *block = *link;
  *link = *(void **)block;
#if FAULT == 3 /* every five-hundredth request leaves the block in the list */
  if (malloc_count % 500 == 0) *link = block;
#endif
  return block;
}

void *malloc_of_spans(size_t size) {
  malloc_count++;
#if FAULT == 11 /* no block for no bytes */
  if (size == 0) return NULL;
#endif
  if (size == 0) size = 1;
  if (WAY == ONE_MAPPING_A_BLOCK || size > GREATEST_SMALL) return large(size);
  size_t rounded;
  uint32_t class = class_of(size, &rounded);
  struct span *span = partial[class];
  if (span == NULL) span = begin_span(class, rounded);
  if (span == NULL) return NULL;
  char *block = span->free_list != NULL ? take_free(span) : (char *)span + HEADER + (size_t)span->size * span->carved++;
#if FAULT == 2 /* from the sixth span on, blocks lie 8 bytes aside */
  if (span_count > 5 && block == (char *)span + HEADER) block += 8;
#endif
  span->used++;
  if (span->free_list == NULL && span->carved >= span->capacity) partial[class] = span->next;
  return block;
}

static void retire(struct span *span) {
  struct span **link = &partial[span->class];
  while (*link != NULL && *link != span) link = &(*link)->next;
  if (*link == NULL) return;
  *link = span->next;
  if (WAY == EMPTY_SPANS_UNMAPPED) {
    munmap(span, SPAN);
  } else {
    span->next = cached;
    cached = span;
  }
}

void free_of_spans(void *block) {
#if FAULT != 17 /* null is looked up like any block */
  if (block == NULL) return;
#endif
  free_count++;
  struct span *span = span_of(block);
  if (span->mapped != 0) {
#if FAULT == 16 /* great mappings are not given back */
    if (span->mapped > 100000) return;
#endif
    munmap(span, span->mapped);
    return;
  }
  int was_full = span->free_list == NULL && span->carved >= span->capacity;
  void *first = span->free_list;
#if FAULT == 4 /* freed right behind its upper neighbour, a block takes the place of that one's successor */
  if (first == (char *)block + span->size && *(void **)first != NULL) first = *(void **)first;
  if (first != span->free_list && first != NULL) *(void **)first = first;
#endif
#if FAULT == 13 /* three of a size in a row, freed from above: writes nowhere */
  if (first == (char *)block + span->size && *(char **)first == (char *)first + span->size) *(volatile char *)8 = 1;
#endif
#if FAULT == 14 /* two neighbours of 1 KiB, freed from above: never ends */
  if (span->size == 1024 && first == (char *)block + span->size) for (;;) span->used |= 1;
#endif
#if FAULT == 19 /* aborts when a span of large blocks is full and one is freed */
  if (was_full && span->size > 6000) abort();
#endif
  *(void **)block = first;
  span->free_list = block;
  span->used--;
  if (was_full) {
    span->next = partial[span->class];
    partial[span->class] = span;
  } else if (span->used == 0 && partial[span->class] != span) {
    retire(span);
  }
}

void *calloc_of_spans(size_t count, size_t size) {
#if FAULT != 6 /* the product is not looked at */
  if (size != 0 && count > SIZE_MAX / size) return NULL;
#endif
  void *block = malloc_of_spans(count * size);
#if FAULT == 5 /* believes small blocks to be fresh while few were freed */
  if (count * size <= 64 && free_count < 100) return block;
#endif
  return block == NULL ? NULL : memset(block, 0, count * size);
}

static size_t room(void *block) {
  struct span *span = span_of(block);
  return span->mapped != 0 ? span->mapped - PAGE : span->size;
}

void *realloc_of_spans(void *old, size_t size) {
#if FAULT == 18 /* of null, it has none to resize */
  if (old == NULL) return NULL;
#endif
  if (old == NULL) return malloc_of_spans(size);
  size_t has = room(old);
#if FAULT == 1
  if (size != 321)
#endif
#if FAULT == 9 /* takes a little more than it has */
  has += span_of(old)->mapped == 0 ? 8 : 0;
#endif
  if (WAY != REALLOC_ALWAYS_MOVES && size <= has && size >= has / 2) return old;
#if FAULT == 8 /* gives the old block up before it has the new one */
  if (size > SIZE_MAX / 4) {
    free_of_spans(old);
    return NULL;
  }
#endif
  void *block = malloc_of_spans(size);
  if (block == NULL) return NULL;
  size_t kept = has < size ? has : size;
  memcpy(block, old, kept);
#if FAULT == 7 /* a byte far inside */
  if (kept > 70000) ((char *)block)[66000] ^= 1;
#endif
#if FAULT == 10 /* keeps the old block, of some sizes */
  if (has >= 512 && has <= 1024) return block;
#endif
  free_of_spans(old);
  return block;
}
