------------------------------ MODULE Pymalloc ------------------------------
(***************************************************************************)
(* CPython's small-object allocator, to be read beside PYMALLOC.md: each    *)
(* operator names the section whose rule it is.                             *)
(*                                                                         *)
(* An operation may ask the layers below. What it comes to is therefore a   *)
(* set of outcomes, one for each way in which they may answer; `asked'      *)
(* holds the answers in the order of the requests, 1 for granted and 0 for  *)
(* refused. Where raw memory grants something is of no interest here.       *)
(*                                                                         *)
(* Blocks, pools, classes, records and slots are numbered from 0, as in C;  *)
(* sequences are TLA+'s own, which begin at 1.                              *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  Align,               \* bytes between the block sizes of two classes
  ClassCount,          \* size classes
  BlockCount,          \* blocks of a pool, of whatever class
  PoolCount,           \* pools of an arena that begins at a pool boundary
  SlotCount,           \* places for arenas
  Base,                \* where they begin: "arena", "pool", "none" or "mixed"
  FirstFrame,          \* the frame of slot 0
  PoolBytes,           \* bytes of a pool
  InitialRecordCount,  \* records of the first table
  KeepsLast,           \* whether the last usable arena is kept (3.9 and later)
  RawLimit,            \* raw blocks that the client may have at a time
  Ownership,           \* "table", or "radix"
  MiddleBits,          \* widths of the indexes into the nodes of the tree
  BottomBits

VARIABLE heap

(***************************************************************************)
(* Numbers. PYMALLOC.md 1, 2.                                               *)
(***************************************************************************)
Classes == 0 .. ClassCount - 1

BlockBytes(class) == (class + 1) * Align

SmallLimit == ClassCount * Align

MaxRequest == SmallLimit + 1    \* stands for the greatest request there is

IsSmall(n) == 1 <= n /\ n <= SmallLimit

SizeClass(n) == (n - 1) \div Align

\* Of each class the least and the greatest size, and both sides of three quarters of a block; 0;
\* one that no pool serves; one that every function refuses.
Requests ==
  UNION {{BlockBytes(c) - Align + 1, BlockBytes(c), (3 * BlockBytes(c)) \div 4,
          (3 * BlockBytes(c)) \div 4 + 1} : c \in Classes}
    \cup {0, SmallLimit + 1, MaxRequest + 1}

RawRequests == {0, 1, SmallLimit + 1, MaxRequest + 1}

(***************************************************************************)
(* Data. PYMALLOC.md 3.                                                     *)
(*                                                                         *)
(* heap.records   the arena table: what each record says of its arena, or   *)
(*                NoArena                                                   *)
(* heap.unused    records without an arena, the one to be used next first   *)
(* heap.usable    records of arenas with a free pool, ascending by their    *)
(*                number                                                    *)
(* heap.last      by a number of free pools, the last usable arena that has *)
(*                so many, or None: nfp2lasta                               *)
(* heap.used      by class, its used pools                                  *)
(* heap.highwater the most arenas at a time                                 *)
(* heap.counted   raw blocks of the client that pymalloc passed on          *)
(* heap.plain     raw blocks of the client from the raw domain              *)
(* heap.middle    numbers of the middle nodes of the radix tree             *)
(* heap.bottom    numbers of its bottom nodes                               *)
(* heap.marks     <<frame, high, low>> where one of the marks is not 0      *)
(***************************************************************************)
None == -1
NoArena == <<>>

Arena(slot, freeCount, freePools, pools) ==
  [slot |-> slot, freeCount |-> freeCount, freePools |-> freePools, pools |-> pools]

Pool(class, allocated, free, carved) ==
  [class |-> class, allocated |-> allocated, free |-> free, carved |-> carved]

Empty ==
  [records |-> <<>>, unused |-> <<>>, usable |-> <<>>, last |-> [k \in 0 .. PoolCount |-> None],
   used |-> [c \in Classes |-> <<>>], highwater |-> 0, counted |-> 0, plain |-> 0,
   middle |-> {}, bottom |-> {}, marks |-> {}]

ArenaAt(h, index) == h.records[index + 1]

PoolAt(h, place) == ArenaAt(h, place[1]).pools[place[2] + 1]

Live(h) == {i \in 0 .. Len(h.records) - 1 : ArenaAt(h, i) # NoArena}

WithArena(h, index, arena) == [h EXCEPT !.records[index + 1] = arena]

WithPool(h, place, pool) == [h EXCEPT !.records[place[1] + 1].pools[place[2] + 1] = pool]

Elements(list) == {list[k] : k \in DOMAIN list}

Without(list, element) == SelectSeq(list, LAMBDA each : each # element)

Position(list, element) == CHOOSE k \in DOMAIN list : list[k] = element

Behind(list, anchor, element) ==
  LET at == Position(list, anchor)
  IN  SubSeq(list, 1, at) \o <<element>> \o SubSeq(list, at + 1, Len(list))

(***************************************************************************)
(* Where arenas lie.                                                        *)
(***************************************************************************)
Tail16 == 16    \* how far an arena lies behind a pool boundary that is not at one

TailOf(slot) ==
  CASE Base = "arena" -> 0
    [] Base = "pool"  -> PoolBytes
    [] Base = "none"  -> Tail16
    [] Base = "mixed" -> IF slot = SlotCount - 1 THEN Tail16 ELSE 0

FrameOf(slot) == FirstFrame + slot

\* 4.4e. An arena that begins between two pool boundaries has a pool less.
TotalPools(slot) == IF TailOf(slot) = Tail16 THEN PoolCount - 1 ELSE PoolCount

(***************************************************************************)
(* The list of usable arenas. PYMALLOC.md 3.                                *)
(***************************************************************************)

\* `index' no longer counts as one with k free pools; its record still says k.
WithoutAsLast(h, index, k) ==
  IF h.last[k] # index THEN h
  ELSE LET at == Position(h.usable, index)
           isAlike == at > 1 /\ ArenaAt(h, h.usable[at - 1]).freeCount = k
       IN  [h EXCEPT !.last[k] = IF index \in Elements(h.usable) /\ isAlike
                                   THEN h.usable[at - 1] ELSE None]

\* `index' is the first with k free pools, and if there is no other the last.
WithAsFirst(h, index, k) == IF h.last[k] = None THEN [h EXCEPT !.last[k] = index] ELSE h

(***************************************************************************)
(* The radix tree. PYMALLOC.md 7.                                           *)
(***************************************************************************)
HasTree == Ownership = "radix"

MiddleOf(frame) == frame \div 2 ^ (MiddleBits + BottomBits)

BottomOf(frame) == frame \div 2 ^ BottomBits

Mark(h, frame) ==
  IF \E m \in h.marks : m[1] = frame THEN CHOOSE m \in h.marks : m[1] = frame
  ELSE <<frame, 0, 0>>

WithMark(h, frame, high, low) ==
  LET others == {m \in h.marks : m[1] # frame}
  IN  [h EXCEPT !.marks = IF high = 0 /\ low = 0 THEN others ELSE others \cup {<<frame, high, low>>}]

WithHigh(h, frame, high) == WithMark(h, frame, high, Mark(h, frame)[3])

WithLow(h, frame, low) == WithMark(h, frame, Mark(h, frame)[2], low)

Done(h, asked) == [h |-> h, isDone |-> TRUE, asked |-> asked]

Failed(h, asked) == [h |-> h, isDone |-> FALSE, asked |-> asked]

\* What `next' makes of each outcome in which what came before was done.
Then(outcomes, next(_)) ==
  UNION {IF o.isDone THEN {[n EXCEPT !.asked = o.asked \o @] : n \in next(o.h)} ELSE {o} :
         o \in outcomes}

MiddleNode(h, number) ==
  IF number \in h.middle THEN {Done(h, <<>>)}
  ELSE {Done([h EXCEPT !.middle = @ \cup {number}], <<1>>), Failed(h, <<0>>)}

BottomNode(h, number) ==
  IF number \in h.bottom THEN {Done(h, <<>>)}
  ELSE {Done([h EXCEPT !.bottom = @ \cup {number}], <<1>>), Failed(h, <<0>>)}

Path(h, frame) ==
  Then(MiddleNode(h, MiddleOf(frame)), LAMBDA g : BottomNode(g, BottomOf(frame)))

\* 4.4c. If the second frame cannot be marked, the first mark is undone.
SecondMark(h, slot) ==
  IF TailOf(slot) = 0 THEN {Done(h, <<>>)}
  ELSE {IF o.isDone
          THEN [o EXCEPT !.h = WithLow(o.h, FrameOf(slot) + 1, TailOf(slot))]
          ELSE [o EXCEPT !.h = WithHigh(o.h, FrameOf(slot), 0)] :
        o \in Path(h, FrameOf(slot) + 1)}

Marked(h, slot) ==
  IF ~HasTree THEN {Done(h, <<>>)}
  ELSE Then(Path(h, FrameOf(slot)),
            LAMBDA g : SecondMark(
              WithHigh(g, FrameOf(slot), IF TailOf(slot) = 0 THEN -1 ELSE TailOf(slot)), slot))

\* 5.4a.
Unmarked(h, slot) ==
  IF ~HasTree THEN h
  ELSE LET g == WithHigh(h, FrameOf(slot), 0)
       IN  IF TailOf(slot) = 0 THEN g ELSE WithLow(g, FrameOf(slot) + 1, 0)

(***************************************************************************)
(* A new arena. PYMALLOC.md 4.4.                                            *)
(***************************************************************************)

\* 4.4a. The new records become the unused ones, in ascending order.
TableGrown(h) ==
  LET old == Len(h.records)
      new == IF old = 0 THEN InitialRecordCount ELSE 2 * old
  IN  IF h.unused # <<>> THEN {Done(h, <<>>)}
      ELSE {Done([h EXCEPT !.records = @ \o [k \in 1 .. new - old |-> NoArena],
                           !.unused = [k \in 1 .. new - old |-> old + k - 1]], <<1>>),
            Failed(h, <<0>>)}

FreeSlots(h) == 0 .. SlotCount - 1 \ {ArenaAt(h, i).slot : i \in Live(h)}

Lowest(slots) == CHOOSE s \in slots : \A t \in slots : s <= t

\* 4.4e. It becomes the only usable one (4.2).
Associated(h, slot) ==
  LET index == Head(h.unused)
      g == WithArena([h EXCEPT !.unused = Tail(@)], index,
                     Arena(slot, TotalPools(slot), <<>>, <<>>))
      now == Cardinality(Live(g))
  IN  [g EXCEPT !.highwater = IF now > @ THEN now ELSE @,
                !.usable = <<index>>,
                !.last[TotalPools(slot)] = index]

\* 4.4b to d. The record is taken only when all is well, so that it returns to the front.
ArenaRequested(h) ==
  {Failed(h, <<0>>)} \cup
  (IF FreeSlots(h) = {} THEN {}
   ELSE LET slot == Lowest(FreeSlots(h))
        IN  {IF m.isDone THEN Done(Associated(m.h, slot), <<1>> \o m.asked)
                         ELSE Failed(m.h, <<1>> \o m.asked) : m \in Marked(h, slot)})

NewArena(h) == Then(TableGrown(h), ArenaRequested)

(***************************************************************************)
(* Allocation. PYMALLOC.md 4.                                               *)
(***************************************************************************)
NoBlock == <<>>

Outcome(h, block, asked) == [h |-> h, block |-> block, asked |-> asked]

\* 4.1.
FromUsedPool(h, class) ==
  LET place == Head(h.used[class])
      pool == PoolAt(h, place)
      block == Head(pool.free)
      isCarved == Tail(pool.free) = <<>> /\ pool.carved < BlockCount
      free == IF isCarved THEN <<pool.carved>> ELSE Tail(pool.free)
      taken == Pool(class, pool.allocated \cup {block}, free,
                    IF isCarved THEN pool.carved + 1 ELSE pool.carved)
      g == WithPool(h, place, taken)
  IN  Outcome(IF free = <<>> THEN [g EXCEPT !.used[class] = Tail(@)] ELSE g,
              <<place[1], place[2], block>>, <<>>)

\* 4.3b. The head of the usable list loses a free pool.
HeadLosesPool(h) ==
  LET index == Head(h.usable)
      k == ArenaAt(h, index).freeCount
      g == WithoutAsLast(h, index, k)
      f == [g EXCEPT !.records[index + 1].freeCount = k - 1]
  IN  IF k = 1 THEN [f EXCEPT !.usable = Tail(@)] ELSE [f EXCEPT !.last[k - 1] = index]

\* 4.3a. The pool that was emptied last, else one that is carved.
FreePool(h) ==
  LET index == Head(h.usable)
      arena == ArenaAt(h, index)
      g == HeadLosesPool(h)
  IN  IF arena.freePools # <<>>
        THEN [h |-> [g EXCEPT !.records[index + 1].freePools = Tail(@)],
              place |-> <<index, Head(arena.freePools)>>]
        ELSE [h |-> [g EXCEPT !.records[index + 1].pools = Append(@, Pool(None, {}, <<>>, 0))],
              place |-> <<index, Len(arena.pools)>>]

\* 4.3c to e. A pool that last served the same class keeps its free list.
FromFreePool(h, class) ==
  LET taken == FreePool(h)
      place == taken.place
      old == PoolAt(taken.h, place)
      isKept == old.class = class
      block == IF isKept THEN Head(old.free) ELSE 0
      pool == IF isKept THEN Pool(class, {block}, Tail(old.free), old.carved)
                        ELSE Pool(class, {0}, <<1>>, 2)
  IN  Outcome([WithPool(taken.h, place, pool) EXCEPT !.used[class] = <<place>>],
              <<place[1], place[2], block>>, <<>>)

\* A block of `class' from a pool, NoBlock if it is not served.
Served(h, class) ==
  IF h.used[class] # <<>> THEN {FromUsedPool(h, class)}
  ELSE {IF o.isDone THEN [FromFreePool(o.h, class) EXCEPT !.asked = o.asked]
                    ELSE Outcome(o.h, NoBlock, o.asked) :
        o \in IF h.usable # <<>> THEN {Done(h, <<>>)} ELSE NewArena(h)}

(***************************************************************************)
(* Release. PYMALLOC.md 5.                                                  *)
(***************************************************************************)

\* 5.4a. An arena all of whose pools are free is given back.
GivenBack(h, index) ==
  LET g == Unmarked(h, ArenaAt(h, index).slot)
  IN  [WithArena(g, index, NoArena) EXCEPT !.usable = Without(@, index),
                                           !.unused = <<index>> \o @]

MustGiveBack(h, index) ==
  /\ ArenaAt(h, index).freeCount = TotalPools(ArenaAt(h, index).slot)
  /\ KeepsLast => index \in Elements(h.usable) /\ index # h.usable[Len(h.usable)]

\* 5.4c. Behind the last of those that have as many free pools as it had.
Sorted(h, index, lastAlike) ==
  LET g == WithAsFirst(h, index, ArenaAt(h, index).freeCount)
  IN  IF lastAlike = index THEN g
      ELSE [g EXCEPT !.usable = Behind(Without(@, index), lastAlike, index)]

\* 5.4.
PoolEmptied(h, place) ==
  LET index == place[1]
      old == ArenaAt(h, index).freeCount
      lastAlike == h.last[old]
      unlisted == IF index \in Elements(h.usable) THEN WithoutAsLast(h, index, old) ELSE h
      g == [unlisted EXCEPT !.records[index + 1].freeCount = old + 1,
                            !.records[index + 1].freePools = <<place[2]>> \o @]
  IN  IF MustGiveBack(g, index) THEN GivenBack(g, index)
      ELSE IF old = 0 THEN WithAsFirst([g EXCEPT !.usable = <<index>> \o @], index, 1)
      ELSE Sorted(g, index, lastAlike)

\* 5.1 to 5.3.
Released(h, block) ==
  LET place == <<block[1], block[2]>>
      pool == PoolAt(h, place)
      class == pool.class
      rest == pool.allocated \ {block[3]}
      g == WithPool(h, place, Pool(class, rest, <<block[3]>> \o pool.free, pool.carved))
  IN  IF pool.free = <<>> THEN [g EXCEPT !.used[class] = <<place>> \o @]
      ELSE IF rest # {} THEN g
      ELSE PoolEmptied([g EXCEPT !.used[class] = Without(@, place)], place)

(***************************************************************************)
(* The functions. PYMALLOC.md 2.                                            *)
(***************************************************************************)
RawBlock == <<"raw">>

RawAnswers(h) == IF h.counted + h.plain < RawLimit THEN {0, 1} ELSE {0}

PassedToRaw(h, asked) ==
  {IF a = 1 THEN Outcome([h EXCEPT !.counted = @ + 1], RawBlock, asked \o <<1>>)
            ELSE Outcome(h, NoBlock, asked \o <<0>>) : a \in RawAnswers(h)}

Refused(h) == {Outcome(h, NoBlock, <<>>)}

MallocOf(h, n) ==
  IF n > MaxRequest THEN Refused(h)
  ELSE IF ~IsSmall(n) THEN PassedToRaw(h, <<>>)
  ELSE UNION {IF o.block = NoBlock
                THEN PassedToRaw(o.h, o.asked)
                ELSE {o} : o \in Served(h, SizeClass(n))}

StaysInPlace(n, size) == n <= size /\ 4 * n > 3 * size

\* The new block first, then the old one is freed.
ReallocOf(h, block, n) ==
  IF n > MaxRequest THEN Refused(h)
  ELSE IF StaysInPlace(n, BlockBytes(PoolAt(h, <<block[1], block[2]>>).class))
    THEN {Outcome(h, block, <<>>)}
  ELSE {IF o.block = NoBlock THEN o ELSE [o EXCEPT !.h = Released(o.h, block)] : o \in MallocOf(h, n)}

RawMallocOf(h, n) ==
  IF n > MaxRequest THEN Refused(h)
  ELSE {IF a = 1 THEN Outcome([h EXCEPT !.plain = @ + 1], RawBlock, <<1>>)
                 ELSE Outcome(h, NoBlock, <<0>>) : a \in RawAnswers(h)}

\* It stays or moves, or is refused.
RawReallocOf(h, n) ==
  IF n > MaxRequest THEN Refused(h)
  ELSE {Outcome(h, RawBlock, <<1>>), Outcome(h, NoBlock, <<0>>)}

(***************************************************************************)
(* The state graph.                                                         *)
(***************************************************************************)
Blocks ==
  {<<i, p, b>> \in (0 .. Len(heap.records) - 1) \X (0 .. PoolCount - 1) \X (0 .. BlockCount - 1) :
     /\ i \in Live(heap)
     /\ p < Len(ArenaAt(heap, i).pools)
     /\ b \in ArenaAt(heap, i).pools[p + 1].allocated}

\* A heap in tuples, which have one spelling only.
Shown(h) ==
  LET pool(p) == <<p.class, p.allocated, p.free, p.carved>>
      arena(a) == IF a = NoArena THEN NoArena
                  ELSE <<a.slot, a.freeCount, a.freePools,
                         [k \in DOMAIN a.pools |-> pool(a.pools[k])]>>
  IN  <<[k \in DOMAIN h.records |-> arena(h.records[k])], h.unused, h.usable,
        [k \in 1 .. PoolCount + 1 |-> h.last[k - 1]], [c \in 1 .. ClassCount |-> h.used[c - 1]],
        h.highwater, h.counted, h.plain, h.middle, h.bottom, h.marks>>

\* Where the edges are to be compared, a run writes them down here. It never forbids one.
Edge(label, from, to) == TRUE

Step(label, o) == heap' = o.h /\ Edge(label \o <<o.asked>>, Shown(heap), Shown(o.h))

Malloc(n) == \E o \in MallocOf(heap, n) : Step(<<"malloc", n>>, o)

Calloc(n) == \E o \in MallocOf(heap, n) : Step(<<"calloc", n>>, o)

ReallocNull(n) == \E o \in MallocOf(heap, n) : Step(<<"realloc null", n>>, o)

Realloc(block, n) == \E o \in ReallocOf(heap, block, n) : Step(<<"realloc", block, n>>, o)

Free(block) == Step(<<"free", block>>, [h |-> Released(heap, block), asked |-> <<>>])

FreeNull == Step(<<"free null">>, [h |-> heap, asked |-> <<>>])

ReallocCounted(n) ==
  heap.counted > 0 /\ \E o \in RawReallocOf(heap, n) : Step(<<"realloc", "counted", n>>, o)

FreeCounted ==
  heap.counted > 0
    /\ Step(<<"free", "counted">>, [h |-> [heap EXCEPT !.counted = @ - 1], asked |-> <<>>])

RawMalloc(n) == \E o \in RawMallocOf(heap, n) : Step(<<"raw malloc", n>>, o)

RawCalloc(n) == \E o \in RawMallocOf(heap, n) : Step(<<"raw calloc", n>>, o)

RawReallocNull(n) == \E o \in RawMallocOf(heap, n) : Step(<<"raw realloc null", n>>, o)

RawRealloc(n) ==
  heap.plain > 0 /\ \E o \in RawReallocOf(heap, n) : Step(<<"raw realloc", n>>, o)

RawFree ==
  heap.plain > 0 /\ Step(<<"raw free">>, [h |-> [heap EXCEPT !.plain = @ - 1], asked |-> <<>>])

RawFreeNull == Step(<<"raw free null">>, [h |-> heap, asked |-> <<>>])

Init == heap = Empty

Next ==
  \/ \E n \in Requests : Malloc(n) \/ Calloc(n) \/ ReallocNull(n) \/ ReallocCounted(n)
  \/ \E block \in Blocks : Free(block) \/ \E n \in Requests : Realloc(block, n)
  \/ FreeNull \/ FreeCounted
  \/ \E n \in RawRequests : RawMalloc(n) \/ RawCalloc(n) \/ RawReallocNull(n) \/ RawRealloc(n)
  \/ RawFree \/ RawFreeNull

Spec == Init /\ [][Next]_heap

(***************************************************************************)
(* What holds in every state, under the names that the model has for it.    *)
(* Left out is what cannot be said here, or cannot be otherwise: addresses, *)
(* offsets and counts that are derived, and the statistics.                 *)
(***************************************************************************)
LiveArenas == {ArenaAt(heap, i) : i \in Live(heap)}

Places(h) == {<<i, p>> \in (0 .. Len(h.records) - 1) \X (0 .. PoolCount - 1) :
                i \in Live(h) /\ p < Len(ArenaAt(h, i).pools)}

AllPools == {PoolAt(heap, place) : place \in Places(heap)}

AreDistinct(list) == Cardinality(Elements(list)) = Len(list)

CanCarve(arena) == Len(arena.pools) < TotalPools(arena.slot)

IsFree(arena) == arena.freeCount = TotalPools(arena.slot)

IsFull(pool) == pool.free = <<>>

\* Blocks.
ALLOCATED_BLOCKS_ARE_CARVED == \A p \in AllPools : \A b \in p.allocated : b < p.carved

FREE_BLOCKS_ARE_CARVED == \A p \in AllPools : \A b \in Elements(p.free) : 0 <= b /\ b < p.carved

FREE_BLOCKS_ARE_LISTED_ONCE == \A p \in AllPools : AreDistinct(p.free)

FREE_BLOCKS_ARE_NOT_ALLOCATED == \A p \in AllPools : Elements(p.free) \cap p.allocated = {}

CARVED_BLOCKS_ARE_ALLOCATED_OR_FREE ==
  \A p \in AllPools : p.carved = Cardinality(p.allocated) + Len(p.free)

\* Pools.
CARVED_POOLS_HAVE_A_SIZE_CLASS == \A p \in AllPools : p.class \in Classes

TWO_BLOCKS_ARE_CARVED == \A p \in AllPools : p.carved >= 2

CARVED_BLOCKS_FIT == \A p \in AllPools : p.carved <= BlockCount

POOLS_WITHOUT_FREE_BLOCK_ARE_CARVED_UP == \A p \in AllPools : IsFull(p) => p.carved = BlockCount

\* Used pools.
USED_POOLS_ARE_CARVED == \A c \in Classes : Elements(heap.used[c]) \subseteq Places(heap)

USED_POOLS_HAVE_THE_CLASS_OF_THEIR_LIST ==
  \A c \in Classes : \A place \in Elements(heap.used[c]) : PoolAt(heap, place).class = c

USED_POOLS_HAVE_AN_ALLOCATED_BLOCK ==
  \A c \in Classes : \A place \in Elements(heap.used[c]) : PoolAt(heap, place).allocated # {}

USED_POOLS_HAVE_A_FREE_BLOCK ==
  \A c \in Classes : \A place \in Elements(heap.used[c]) : ~IsFull(PoolAt(heap, place))

USED_POOLS_ARE_LISTED_ONCE ==
  /\ \A c \in Classes : AreDistinct(heap.used[c])
  /\ \A c, d \in Classes : c # d => Elements(heap.used[c]) \cap Elements(heap.used[d]) = {}

POOLS_IN_USE_ARE_LISTED ==
  \A place \in Places(heap) :
    LET p == PoolAt(heap, place)
    IN  p.allocated # {} /\ ~IsFull(p) => place \in Elements(heap.used[p.class])

ONLY_THE_LAST_USED_POOL_CAN_CARVE ==
  \A c \in Classes : \A k \in 1 .. Len(heap.used[c]) - 1 :
    PoolAt(heap, heap.used[c][k]).carved = BlockCount

\* Arenas.
CARVED_POOLS_FIT == \A a \in LiveArenas : Len(a.pools) <= TotalPools(a.slot)

FREE_POOL_COUNT_IS_FREE_AND_NEVER_CARVED ==
  \A a \in LiveArenas : a.freeCount = Len(a.freePools) + TotalPools(a.slot) - Len(a.pools)

FREE_POOLS_ARE_CARVED_HERE ==
  \A a \in LiveArenas : Elements(a.freePools) \subseteq 0 .. Len(a.pools) - 1

FREE_POOLS_ARE_EMPTY ==
  \A a \in LiveArenas : \A p \in Elements(a.freePools) : a.pools[p + 1].allocated = {}

FREE_POOLS_ARE_LISTED_ONCE == \A a \in LiveArenas : AreDistinct(a.freePools)

EMPTY_POOLS_ARE_FREE ==
  \A a \in LiveArenas : \A k \in DOMAIN a.pools :
    a.pools[k].allocated = {} => k - 1 \in Elements(a.freePools)

ONE_ARENA_AT_MOST_CAN_CARVE ==
  Cardinality({i \in Live(heap) : CanCarve(ArenaAt(heap, i))}) <= 1

NO_ARENA_IS_FREE_UNLESS_KEPT == ~KeepsLast => \A a \in LiveArenas : ~IsFree(a)

ONLY_THE_LAST_ARENA_IS_FREE ==
  KeepsLast => \A i \in Live(heap) :
    IsFree(ArenaAt(heap, i)) => heap.usable[Len(heap.usable)] = i

\* Lists of arenas.
USABLE_ARENAS_HAVE_A_FREE_POOL ==
  \A i \in Elements(heap.usable) : i \in Live(heap) /\ ArenaAt(heap, i).freeCount > 0

USABLE_ARENAS_ARE_LISTED_ONCE == AreDistinct(heap.usable)

ARENAS_WITH_A_FREE_POOL_ARE_USABLE ==
  \A i \in Live(heap) : ArenaAt(heap, i).freeCount > 0 => i \in Elements(heap.usable)

USABLE_ARENAS_ASCEND_BY_FREE_POOLS ==
  \A k \in 1 .. Len(heap.usable) - 1 :
    ArenaAt(heap, heap.usable[k]).freeCount <= ArenaAt(heap, heap.usable[k + 1]).freeCount

LAST_USABLE_IS_THE_LAST ==
  \A count \in 0 .. PoolCount :
    LET alike == {k \in DOMAIN heap.usable : ArenaAt(heap, heap.usable[k]).freeCount = count}
    IN  heap.last[count] =
          IF alike = {} THEN None
          ELSE heap.usable[CHOOSE k \in alike : \A j \in alike : j <= k]

\* The table of arenas.
TABLE_HAS_DOUBLED_FROM_ITS_FIRST_SIZE ==
  Len(heap.records) \in {0} \cup {InitialRecordCount * 2 ^ k : k \in 0 .. SlotCount}

TABLE_DOUBLES_ONLY_WHEN_ALL_RECORDS_ARE_TAKEN ==
  /\ heap.highwater <= Len(heap.records)
  /\ Len(heap.records) > InitialRecordCount => heap.highwater >= Len(heap.records) \div 2

RECORDS_ARE_UNUSED_OR_HAVE_A_BASE ==
  Len(heap.records) = Len(heap.unused) + Cardinality(Live(heap))

UNUSED_RECORDS_HAVE_NO_ARENA == Elements(heap.unused) \cap Live(heap) = {}

UNUSED_RECORDS_ARE_LISTED_ONCE == AreDistinct(heap.unused)

UNUSED_LIST_ENDS_WITH_THE_NEVER_USED ==
  LET never == Len(heap.records) - heap.highwater
  IN  \A k \in 1 .. never : heap.unused[Len(heap.unused) - never + k] = heap.highwater + k - 1

\* The address index.
TABLE_OWNERSHIP_HAS_NO_TREE ==
  ~HasTree => heap.middle = {} /\ heap.bottom = {} /\ heap.marks = {}

ARENAS_ARE_MARKED ==
  HasTree => \A a \in LiveArenas :
    LET tail == TailOf(a.slot)
    IN  /\ Mark(heap, FrameOf(a.slot))[2] = IF tail = 0 THEN -1 ELSE tail
        /\ tail # 0 => Mark(heap, FrameOf(a.slot) + 1)[3] = tail

MARKS_ARE_OF_ARENAS ==
  \A m \in heap.marks :
    /\ m[2] # 0 => \E a \in LiveArenas : FrameOf(a.slot) = m[1]
    /\ m[3] # 0 => \E a \in LiveArenas : FrameOf(a.slot) + 1 = m[1] /\ TailOf(a.slot) # 0

MARKS_HAVE_NODES == \A m \in heap.marks : BottomOf(m[1]) \in heap.bottom

BOTTOM_NODES_HAVE_A_MIDDLE_NODE ==
  \A number \in heap.bottom : number \div 2 ^ MiddleBits \in heap.middle

\* The heap.
HIGHWATER_IS_BETWEEN_NOW_AND_EVER == Cardinality(Live(heap)) <= heap.highwater

AN_ARENA_REMAINS_IF_THE_LAST_IS_KEPT == KeepsLast /\ heap.highwater > 0 => Live(heap) # {}
=============================================================================
