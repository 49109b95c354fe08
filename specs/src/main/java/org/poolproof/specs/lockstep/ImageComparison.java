package org.poolproof.specs.lockstep;

import java.util.EnumSet;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.specs.subject.HeapImage;

/**
 * A heap's image beside the one that the model's state determines: the same fields at the same
 * places with the same values, and the same blocks handed out.
 */
final class ImageComparison {

  private static final Set<Compared> FIELDS =
      EnumSet.range(Compared.IMAGE_POOLS, Compared.IMAGE_STATICS);

  /** Where two images part. */
  record Finding(String expected, String actual) {}

  private final State state;
  private final Set<Compared> compared;
  private final boolean comparesAllFields;
  private final FieldTable expected;

  /** Fields of parts that are not compared. */
  private final AddressSet overlooked = new AddressSet();

  private long blockCount;
  private long missingAt;
  private @Nullable Finding finding;

  private ImageComparison(State state, HeapImage image, Set<Compared> compared) {
    this.state = state;
    this.compared = compared;
    comparesAllFields = compared.containsAll(FIELDS);
    expected = ModelImage.of(state, image.controlAddress(), image::placeOf);
  }

  /** The first difference, null if there is none. */
  static @Nullable Finding find(State state, HeapImage image) {
    return find(state, image, EnumSet.allOf(Compared.class));
  }

  /** The first difference in the parts that are {@code compared}, null if there is none. */
  static @Nullable Finding find(State state, HeapImage image, Set<Compared> compared) {
    ImageComparison comparison = new ImageComparison(state, image, compared);
    image.visit(comparison::compareField, comparison::compareBlock);
    return comparison.finding == null ? comparison.missing() : comparison.finding;
  }

  private void compareField(String name, long at, int bytes, long value) {
    boolean isExpected = comparesAllFields && expected.see(at, bytes, value);
    if (finding == null && !isExpected) {
      lookInto(name, at, bytes, value);
    }
  }

  /** The same of a field that is not the expected one, or perhaps not compared. */
  private void lookInto(String name, long at, int bytes, long value) {
    FieldTable.Field field = expected.find(at);
    String owner = field == null ? name : field.name();
    if (!compared.contains(Compared.ofField(owner))) {
      overlooked.add(at);
    } else if (field == null) {
      finding = new Finding("no live field at " + new Address(at), text(name, bytes, at, value));
    } else if (field.bytes() != bytes || field.value() != value) {
      finding =
          new Finding(
              text(field.name(), field.bytes(), at, field.value()), text(name, bytes, at, value));
    } else if (!expected.see(at, bytes, value)) {
      finding = new Finding("each field once", text(name, bytes, at, value) + " again");
    }
  }

  private void compareBlock(long at, int bytes) {
    blockCount++;
    Address block = new Address(at);
    Pool pool = state.poolOf(block);
    boolean isBlock =
        pool != null
            && pool.isAllocated(state.geometry(), block)
            && state.geometry().blockBytes(pool.sizeClass()) == bytes;
    if (finding == null && !isBlock && compared.contains(Compared.IMAGE_BLOCKS)) {
      finding =
          new Finding("no block handed out at " + block, "one of " + bytes + " bytes at " + block);
    }
  }

  private @Nullable Finding missing() {
    long seenCount = expected.seenCount() + overlooked.size();
    if (seenCount != expected.fieldCount()) {
      expected.forEachUnseen(this::compareMissing);
      if (finding == null && compared.size() == Compared.values().length) {
        finding = new Finding(expected.fieldCount() + " live fields", seenCount + " live fields");
      }
      return finding;
    }
    long pooledCount = pooledBlockCount();
    return blockCount == pooledCount || !compared.contains(Compared.IMAGE_BLOCKS)
        ? null
        : new Finding(pooledCount + " blocks handed out from pools", blockCount + " blocks");
  }

  /** The missing field with the lowest address is the finding. */
  private void compareMissing(long at, FieldTable.Field field) {
    boolean isLower = missingAt == 0 || Long.compareUnsigned(at, missingAt) < 0;
    if (isLower && compared.contains(Compared.ofField(field.name()))) {
      missingAt = at;
      finding = new Finding(text(field.name(), field.bytes(), at, field.value()), "no live field");
    }
  }

  private long pooledBlockCount() {
    long count = 0;
    for (ArenaRecord record : state.table().records()) {
      if (record instanceof Arena arena) {
        for (Pool pool : arena.pools()) {
          count += pool.allocated().count();
        }
      }
    }
    return count;
  }

  private static String text(String name, int bytes, long at, long value) {
    return name + ", " + bytes + " bytes at " + new Address(at) + ": 0x" + Long.toHexString(value);
  }
}
