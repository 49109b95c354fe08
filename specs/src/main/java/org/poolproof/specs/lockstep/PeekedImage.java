package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.specs.lockstep.FieldTable.Field;
import org.poolproof.specs.subject.port.HostFault;
import org.poolproof.specs.subject.port.Port;
import org.poolproof.specs.subject.port.Reply;

/**
 * The bytes of arenas behind a pipe beside the model's image: headers of pools, links of pools and
 * of free blocks. Pointers there are what they are in the host: what is added to those into an
 * arena, and to those at the heads of the lists of used pools, is found out from the first one, and
 * must be the same in all others.
 *
 * <pre>
 *   in the model     head + 16 x class     arena + offset
 *   in the host      head + 16 x class + d     arena + offset + d of this arena
 * </pre>
 */
final class PeekedImage {

  /** No arena is that low. */
  private static final Address HEADS = new Address(0x1000);

  private static final int GREATEST_PEEK_BYTES = 1 << 14;
  private static final int GREATEST_GAP_BYTES = 64;

  private final State state;
  private final Geometry geometry;
  private final Port port;
  private final TreeMap<Long, Field> fields = new TreeMap<>();
  private final List<Arena> arenas = new ArrayList<>();
  private final Map<Long, Long> displacements = new HashMap<>();
  private boolean isShown = true;
  private ImageComparison.@Nullable Finding finding;

  PeekedImage(State state, Port port) {
    this.state = state;
    this.port = port;
    geometry = state.geometry();
    for (ArenaRecord record : state.table().records()) {
      if (record instanceof Arena arena) {
        arenas.add(arena);
      }
    }
  }

  /** Whether the host shows bytes. */
  boolean isShown() {
    return isShown;
  }

  /** The first difference, null if there is none. */
  ImageComparison.@Nullable Finding find() {
    ModelImage.of(state, HEADS, granted -> granted).forEachUnseen(this::keep);
    List<Long> piece = new ArrayList<>();
    long start = 0;
    long end = 0;
    for (Map.Entry<Long, Field> entry : fields.entrySet()) {
      long at = entry.getKey();
      long fieldEnd = at + entry.getValue().bytes();
      if (!piece.isEmpty()
          && (at - end > GREATEST_GAP_BYTES || fieldEnd - start > GREATEST_PEEK_BYTES)) {
        peek(List.copyOf(piece), start, end);
        piece.clear();
      }
      start = piece.isEmpty() ? at : start;
      piece.add(at);
      end = fieldEnd;
    }
    if (!piece.isEmpty()) {
      peek(piece, start, end);
    }
    port.settle();
    return finding;
  }

  private void keep(long at, Field field) {
    Compared part = Compared.ofField(field.name());
    if (part == Compared.IMAGE_POOLS || part == Compared.IMAGE_BLOCKS) {
      fields.put(at, field);
    }
  }

  private void peek(List<Long> piece, long start, long end) {
    String line = "peek " + new Address(start) + " " + (end - start);
    port.ask(
        line,
        reply -> {
          if (reply.isUnknown()) {
            isShown = false;
          } else {
            compare(piece, start, bytes(line, reply, (int) (end - start)));
          }
        });
  }

  private static byte[] bytes(String line, Reply reply, int length) {
    String digits = String.valueOf(reply.answer());
    if (digits.length() != 2 * length || !digits.matches("[0-9a-f]*")) {
      throw HostFault.of(line, reply, 2 * length + " hexadecimal digits");
    }
    return HexFormat.of().parseHex(digits);
  }

  private void compare(List<Long> piece, long start, byte[] bytes) {
    for (long at : piece) {
      Field field = fields.get(at);
      if (field == null) {
        throw new IllegalStateException("no field at " + at);
      }
      long value = 0;
      for (int index = field.bytes() - 1; index >= 0; index--) {
        value = value << Byte.SIZE | bytes[(int) (at - start) + index] & 0xff;
      }
      if (finding == null && !isImage(field, value)) {
        finding =
            new ImageComparison.Finding(text(field, at, field.value()), text(field, at, value));
      }
    }
  }

  private boolean isImage(Field field, long value) {
    if (!isPointer(field) || field.value() == 0) {
      return field.value() == value;
    }
    long displacement = value - field.value() & geometry.maxWord();
    return displacements.computeIfAbsent(region(field.value()), any -> displacement)
        == displacement;
  }

  private static boolean isPointer(Field field) {
    return switch (field.name()) {
      case "pool.nextpool", "pool.prevpool", "pool.freeblock", "block.next" -> true;
      default -> false;
    };
  }

  /** What the pointer {@code value} points into: an arena, or the heads of lists. */
  private long region(long value) {
    for (Arena arena : arenas) {
      if (new Address(value).isWithin(arena.address(), geometry.arenaBytes())) {
        return arena.address().value();
      }
    }
    return HEADS.value();
  }

  private static String text(Field field, long at, long value) {
    return field.name() + " at " + new Address(at) + ": 0x" + Long.toHexString(value);
  }
}
