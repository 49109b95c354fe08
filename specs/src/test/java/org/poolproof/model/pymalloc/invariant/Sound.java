package org.poolproof.model.pymalloc.invariant;

import java.util.List;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Request;
import org.poolproof.model.pymalloc.state.State;

/**
 * Reachable states to break, in geometries with pools of 256 bytes, header 48, blocks of 16 and 32
 * bytes, four of each to a pool, and four pools to an arena.
 *
 * <pre>
 *   busy      arena 0 at 0x2000: two empty pools, the one at 0x2100 first, one used, one full
 *             arena 1 at 0x2400: an empty pool at 0x2400, three full ones
 *             arena 2 at 0x2800: a full pool, one used of class 0 and one of class 1, one never carved
 *             record 3: unused                        usable: arenas 1 (1 free), 2 (1 free), 0 (2)
 *             used of class 0: 0x2200 (free blocks 0x2230, 0x2240), 0x2900; of class 1: 0x2a00
 *   returned  the same where no arena is kept, and arena 1 given back       unused: records 1, 3
 *   marked    busy under a radix tree of eight frames; the arenas start 256 bytes behind 3, 4 and 5
 * </pre>
 */
final class Sound {

  static final String TABLE = "tiny:blocks=4,arenas=4";
  private static final String RADIX = "tiny:blocks=4,arenas=3,base=pool,index=radix";

  private Sound() {}

  static State busy() {
    return busyClient(Client.of(TABLE)).state();
  }

  static State marked() {
    return busyClient(Client.of(RADIX)).state();
  }

  static State returned() {
    Client client = busyClient(Client.of(TABLE + ",keep=none"));
    client.free(
        client.blocks().stream()
            .filter(block -> block.isWithin(new Address(0x2400), 0x400))
            .toList());
    return client.state();
  }

  private static Client busyClient(Client client) {
    List<Address> first = client.malloc(0, 16);
    List<Address> second = client.malloc(0, 16);
    client.malloc(0, 5);
    client.malloc(1);
    client.free(first.subList(0, 8));
    client.free(second.subList(0, 4));
    client.free(first.get(9), first.get(8));
    return client;
  }

  /** One arena, at the first slot, with one block of class 0 in one pool. */
  static State single(String geometry) {
    Client client = Client.of(geometry);
    client.malloc(0);
    return client.state();
  }

  /** One arena, every block of which is allocated. */
  static State full() {
    Client client = Client.of(TABLE);
    client.malloc(0, 16);
    return client.state();
  }

  /**
   * Arena 0 with one block in one pool and the others empty; arena 1 kept, all of its pools free.
   */
  static State kept() {
    Client client = Client.of("tiny:blocks=4,arenas=4,keep=last");
    List<Address> first = client.malloc(0, 16);
    List<Address> second = client.malloc(0, 16);
    client.free(first.subList(0, 4));
    client.free(second);
    client.free(first.subList(4, 15));
    return client.state();
  }

  /** A table, and no arena, for it was refused. */
  static State refused() {
    Client client = Client.of(TABLE).refusing(request -> request instanceof Request.ArenaAlloc);
    client.malloc(0);
    return client.state();
  }

  static State initial() {
    return Client.of(TABLE).state();
  }
}
