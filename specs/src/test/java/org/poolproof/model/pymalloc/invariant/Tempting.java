package org.poolproof.model.pymalloc.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Request;
import org.poolproof.model.pymalloc.rule.AddressIndex;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;

/**
 * What one is tempted to believe of every reachable state, and what refutes it. All are in pools of
 * four blocks, of 16 bytes in class 0 and 32 in class 1, unless the geometry says otherwise.
 *
 * @param sentence what is believed
 * @param temptation why
 * @param refutation the geometry, and what is done in it
 */
enum Tempting {
  USABLE_ARENAS_ASCEND_BY_ADDRESS(
      "The usable arenas are in the order of their addresses.",
      "New arenas come higher and higher, and the list is sorted, but by free pools.",
      "tiny:blocks=4,pools=2",
      client -> {
        List<Address> first = client.malloc(0, 8);
        List<Address> second = client.malloc(0, 8);
        client.free(first.subList(0, 4));
        client.free(second.subList(0, 4));
      },
      Tempting::usableAscendByAddress),

  FREE_LISTS_ASCEND(
      "A free list is in the order of its addresses.",
      "Blocks are carved in that order, but they come back in the client's.",
      "tiny:blocks=4",
      client -> {
        List<Address> blocks = client.malloc(0, 4);
        client.free(blocks.get(0), blocks.get(2));
      },
      state -> pools(state).stream().allMatch(pool -> ascends(pool.freeBlocks()))),

  EMPTY_POOLS_HAVE_NO_SIZE_CLASS(
      "The size class of an empty pool is that of one never used.",
      "It may be taken by any class, but it remembers its last (step 4.3d).",
      "tiny:blocks=4",
      client -> client.free(client.malloc(0)),
      state -> pools(state).stream().noneMatch(pool -> pool.isEmpty() && isClass(pool, 0))),

  FIRST_USED_POOL_IS_FULLEST(
      "The first used pool of a class has the most allocated blocks.",
      "A pool joins when it was full, but nothing moves when it loses more.",
      "tiny:blocks=4",
      client -> {
        List<Address> blocks = client.malloc(0, 8);
        client.free(blocks.get(0), blocks.get(4), blocks.get(5));
      },
      state -> countsDescend(state)),

  FIRST_USABLE_ARENA_HAS_AN_EMPTIED_POOL(
      "The first usable arena has a pool to take from its free pools.",
      "It is usable; but its free pools may be such as were never carved.",
      "tiny:blocks=4",
      client -> client.malloc(0),
      state -> {
        ArenaIndex first = state.table().usable().first();
        return !state.table().arena(first).freePools().isEmpty();
      }),

  NODES_ARE_MARKED(
      "Every bottom node has a mark in it.",
      "It is created for a mark; but it outlives the arena.",
      "tiny:blocks=4,index=radix,keep=none",
      client -> client.free(client.malloc(0)),
      state -> state.tree().marks().size() >= state.tree().bottomNodes().size()),

  MIDDLE_NODES_HAVE_A_BOTTOM_NODE(
      "Every middle node has a bottom node below it.",
      "Both are created for one mark; but the second may be refused, and the first stays.",
      "tiny:blocks=4,index=radix",
      client -> {
        boolean[] granted = new boolean[1];
        client.refusing(request -> {
          boolean refuses = request instanceof Request.RawCalloc && granted[0];
          granted[0] |= request instanceof Request.RawCalloc;
          return refuses;
        });
        client.malloc(0);
      },
      state -> state.tree().bottomNodes().size() >= state.tree().middleNodes().size()),

  UNUSED_RECORDS_ASCEND(
      "The unused records are in the order of their indexes.",
      "They start so; but a record comes back to the front.",
      "tiny:blocks=4,pools=2,arenas=3,keep=none,records=4",
      client -> {
        List<Address> blocks = client.malloc(0, 24);
        client.free(blocks.subList(0, 16));
      },
      state -> state.table().unused().first().value() == 0),

  NEXT_OFFSET_IS_AT_MOST_THE_GREATEST(
      "The next offset of a pool is at most its greatest next offset.",
      "Its name says so; but it is the greatest at which a block may yet be carved.",
      "tiny:blocks=4",
      client -> client.malloc(0, 4),
      state -> pools(state).stream().allMatch(Pool::canCarve)),

  FREE_ARENAS_ARE_GIVEN_BACK(
      "No arena has all of its pools free.",
      "Such an arena is given back; but from 3.9 the last usable one is kept.",
      "tiny:blocks=4,keep=last",
      client -> client.free(client.malloc(0)),
      state -> arenas(state).stream().noneMatch(Tempting::isFree)),

  KEPT_ARENA_IS_USED_FIRST(
      "The arena that is kept is the next to be used.",
      "It is the one with most to offer; but the fullest is used first.",
      "tiny:blocks=4,pools=2",
      client -> {
        List<Address> first = client.malloc(0, 8);
        List<Address> second = client.malloc(0, 8);
        client.free(first.subList(0, 4));
        client.free(second);
      },
      state -> isFree(state.table().arena(state.table().usable().first()))),

  SMALL_BLOCKS_LIE_IN_POOLS(
      "Every small block lies in a pool.",
      "Pools serve all small sizes; but without an arena raw memory does.",
      "tiny:blocks=4",
      client -> client.refusing(request -> request instanceof Request.ArenaAlloc).malloc(0),
      state -> state.counters().rawBlockCount() == 0),

  RAW_BLOCK_COUNT_IS_NOT_NEGATIVE(
      "The number of blocks passed on to raw memory is not negative.",
      "It counts blocks; but free of a block of the raw domain counts one that never was.",
      "tiny:blocks=4",
      client -> {
        client.perform(new Operation.Malloc(Domain.RAW, new ByteCount(16)));
        client.free(new Address(0x10));
      },
      state -> state.counters().rawBlockCount() >= 0),

  FULL_ARENAS_HAVE_FULL_POOLS(
      "An arena in no list has no free block.",
      "It is called full; but that is said of its pools, not of their blocks.",
      "tiny:blocks=4,pools=2",
      client -> client.malloc(0, 5),
      state -> arenas(state).stream().noneMatch(Tempting::isFullWithFreeBlock)),

  A_TABLE_HAS_AN_ARENA(
      "Where there is a table there is or was an arena.",
      "It is created for one; but the arena may be refused, and the table stays.",
      "tiny:blocks=4",
      client -> client.refusing(request -> request instanceof Request.ArenaAlloc).malloc(0),
      state -> state.counters().arenasEverCount() > 0),

  ARENAS_HAVE_EQUALLY_MANY_POOLS(
      "All arenas have the same number of pools.",
      "They are of one size; but one that starts between pool boundaries loses a pool.",
      "tiny:blocks=4,pools=3,base=mixed",
      client -> client.malloc(0, 13),
      state -> arenas(state).stream().map(Arena::totalPoolCount).distinct().count() <= 1),

  NOTHING_ALLOCATED_IS_NOTHING_HELD(
      "When the last block is released the state is the initial one, counters aside.",
      "Nothing is in use; but table, nodes and the kept arena stay, and in it the free lists.",
      "tiny:blocks=4,keep=none",
      client -> client.free(client.malloc(0)),
      state -> state.allocatedBlockCount() > 0 || state.table().records().size() == 0),

  ADDRESSES_IN_ARENAS_LIE_IN_POOLS(
      "An address in an arena lies in a pool, carved or not.",
      "An arena is cut into pools; but at both ends of an unaligned one a part is lost.",
      "tiny:blocks=4,base=none",
      client -> client.malloc(0),
      state ->
          arenas(state).stream()
              .allMatch(arena ->
                  !AddressIndex.isInArena(state, arena.address())
                      || arena.poolIndex(state.geometry(), arena.address()) >= 0
                          && arena.address().isAligned(state.geometry().poolBytes())));

  private final String sentence;
  private final String temptation;
  private final String geometry;
  private final Consumer<Client> refutation;
  private final Predicate<State> belief;

  Tempting(
      String sentence,
      String temptation,
      String geometry,
      Consumer<Client> refutation,
      Predicate<State> belief) {
    this.sentence = sentence;
    this.temptation = temptation;
    this.geometry = geometry;
    this.refutation = refutation;
    this.belief = belief;
  }

  String sentence() {
    return sentence;
  }

  String temptation() {
    return temptation;
  }

  /** A client before the refutation. */
  Client client() {
    return Client.of(geometry);
  }

  /** Leads {@code client} to a state that refutes the sentence. */
  void refute(Client client) {
    refutation.accept(client);
  }

  /** Whether the sentence is true of {@code state}. */
  boolean holdsIn(State state) {
    return belief.test(state);
  }

  private static List<Arena> arenas(State state) {
    return new Survey(state).arenas().stream().map(Survey.LiveArena::arena).toList();
  }

  private static List<Pool> pools(State state) {
    return new Survey(state).pools().stream().map(Survey.CarvedPool::pool).toList();
  }

  private static boolean isClass(Pool pool, int index) {
    return pool.sizeClass().index() == index;
  }

  private static boolean isFree(Arena arena) {
    return arena.freePoolCount() == arena.totalPoolCount();
  }

  private static boolean isFullWithFreeBlock(Arena arena) {
    boolean hasFreeBlock = false;
    for (Pool pool : arena.pools()) {
      hasFreeBlock |= !pool.freeBlocks().isEmpty();
    }
    return arena.freePoolCount() == 0 && hasFreeBlock;
  }

  private static boolean ascends(Iterable<Address> addresses) {
    Address last = Address.NULL;
    for (Address address : addresses) {
      if (address.compareTo(last) <= 0) {
        return false;
      }
      last = address;
    }
    return true;
  }

  private static boolean usableAscendByAddress(State state) {
    List<Address> usable = new ArrayList<>();
    state.table().usable().forEach(index -> usable.add(state.table().arena(index).address()));
    return ascends(usable);
  }

  private static boolean countsDescend(State state) {
    int most = Integer.MAX_VALUE;
    for (Address used : state.usedPools().get(0)) {
      int count = state.pool(used).allocatedCount();
      if (count > most) {
        return false;
      }
      most = count;
    }
    return true;
  }
}
