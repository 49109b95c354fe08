package org.poolproof.model.pymalloc.state;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;

/**
 * An arena: where its memory is, and the pools in it. PYMALLOC.md 3.
 *
 * <pre>
 *   address    first pool                 poolAddress
 *   | lost     | pool | pool | ... | pool | never carved ... | lost |
 * </pre>
 *
 * @param address what the arena allocator granted
 * @param poolAddress the first pool that was never carved
 * @param freePoolCount pools that are free or were never carved
 * @param totalPoolCount pools that fit between the first pool boundary and the end
 * @param freePools carved pools without an allocated block, the one emptied last first
 * @param pools the carved pools, ascending
 */
public record Arena(
    Address address,
    Address poolAddress,
    int freePoolCount,
    int totalPoolCount,
    Chain<Address> freePools,
    Vector<Pool> pools)
    implements ArenaRecord {

  /** The number, among the carved pools, of the one that {@code address} lies in or would. */
  public long poolIndex(Geometry geometry, Address inside) {
    Address firstPool = address.roundedUp(geometry.poolBytes());
    return inside.offsetFrom(firstPool) >> Integer.numberOfTrailingZeros(geometry.poolBytes());
  }

  public Arena withPool(long poolIndex, Pool pool) {
    return new Arena(
        address,
        poolAddress,
        freePoolCount,
        totalPoolCount,
        freePools,
        pools.with(poolIndex, pool));
  }

  /**
   * This with {@code pool} carved at the pool address, which moves on to {@code newPoolAddress}.
   */
  public Arena withCarved(Pool pool, Address newPoolAddress) {
    return new Arena(
        address, newPoolAddress, freePoolCount, totalPoolCount, freePools, pools.and(pool));
  }

  public Arena withFree(int newFreePoolCount, Chain<Address> newFreePools) {
    return new Arena(address, poolAddress, newFreePoolCount, totalPoolCount, newFreePools, pools);
  }
}
