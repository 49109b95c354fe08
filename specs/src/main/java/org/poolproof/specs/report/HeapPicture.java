package org.poolproof.specs.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaTable;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Grants;
import org.poolproof.specs.lockstep.LastOperation;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.ScriptWriter;

/**
 * The model's heap around the operation at which a difference shows, in plain text: the lists that
 * the operation consults, the arenas concerned with their pools and blocks, and who points where.
 * At most some 40 lines of 100 columns.
 */
public final class HeapPicture {

  /** The greatest number of arenas that are drawn. */
  private static final int ARENA_LIMIT = 2;

  private static final int LIST_LENGTH = 4;

  private static final String NEW_ARENA =
      "    granted by this operation, and drawn as it is after it";

  private static final Pattern POINTER = Pattern.compile("(null|0x[0-9a-f]+)( \\([pr]\\+.*\\))?");

  private final LastOperation last;
  private final boolean isAfter;
  private final @Nullable Address actual;
  private final Scene scene;
  private final Scene afterwards;

  private HeapPicture(LastOperation last, boolean isAfter, @Nullable Address actual) {
    this.last = last;
    this.isAfter = isAfter;
    this.actual = actual;
    scene = Scene.of(last, isAfter, marks(last, actual));
    afterwards = scene.movedTo(last.after(), last.grantsAfter());
  }

  /**
   * The heap at the last operation of {@code script}, which shows {@code difference}: before it if
   * the answer or a call is wrong, after it if what it left is.
   */
  public static String of(Script script, Difference difference) {
    boolean isAfter =
        switch (difference.rule()) {
          case FINAL_COUNTER, STATISTICS, SUMMARY, INVARIANT, IMAGE, CONTENT, OWNERSHIP -> true;
          default -> false;
        };
    Address actual =
        difference.rule() == Difference.Rule.ANSWER ? pointer(difference.actual()) : null;
    return of(LastOperation.of(script), isAfter, actual);
  }

  /**
   * The heap before {@code last} or after it.
   *
   * @param actual the answer that was given in the place of the model's, null if there was none
   */
  public static String of(LastOperation last, boolean isAfter, @Nullable Address actual) {
    return new HeapPicture(last, isAfter, actual).draw();
  }

  /** The address in the words of a difference, null if it says something else. */
  private static @Nullable Address pointer(String words) {
    Matcher matcher = POINTER.matcher(words);
    String pointer = matcher.matches() ? matcher.group(1) : null;
    if (pointer == null) {
      return null;
    }
    return pointer.equals("null")
        ? Address.NULL
        : new Address(Long.parseUnsignedLong(pointer.substring(2), 16));
  }

  private static List<Scene.Mark> marks(LastOperation last, @Nullable Address actual) {
    List<Scene.Mark> marks = new ArrayList<>();
    Address named = last.named();
    if (named != null) {
      marks.add(new Scene.Mark("b" + blockNumber(last.step().action()), named));
    }
    if (!last.answer().isNull()) {
      marks.add(new Scene.Mark("expected", last.answer()));
    }
    if (actual != null && !actual.isNull()) {
      marks.add(new Scene.Mark("actual", actual));
    }
    return marks;
  }

  private static int blockNumber(Action action) {
    return switch (action) {
      case Action.Malloc m -> m.blockNumber();
      case Action.Calloc c -> c.blockNumber();
      case Action.ReallocNull r -> r.blockNumber();
      case Action.Realloc r -> r.blockNumber();
      case Action.Free f -> f.blockNumber();
      case Action.FreeNull f -> throw new IllegalArgumentException(f + " names no block");
    };
  }

  private String draw() {
    List<String> text = new ArrayList<>();
    text.add(title());
    if (actual != null || !(last.step().action() instanceof Action.Free)) {
      text.add(answers());
    }
    text.add(arenas());
    text.add(records());
    for (SizeClass sizeClass : scene.classes()) {
      text.add(usedPools(sizeClass));
    }
    text.addAll(arenaPictures());
    text.addAll(new RawPicture(scene).lines());
    text.addAll(elsewhere());
    return String.join("\n", text) + "\n";
  }

  private String title() {
    String operation = ScriptWriter.text(last.step()).lines().findFirst().orElse("");
    String call = operation.replaceAll(" *->.*", "");
    long count = scene.state().allocatedBlockCount();
    String when = isAfter ? "after" : "before";
    String blocks = count == 1 ? "1 block" : count + " blocks";
    return "heap %s operation %d, %s: %s allocated".formatted(when, last.number(), call, blocks);
  }

  private String answers() {
    String expected = "expected " + afterwards.name(last.answer());
    return actual == null ? expected : expected + ", actual " + afterwards.name(actual);
  }

  private String arenas() {
    ArenaTable table = scene.state().table();
    StringBuilder text = new StringBuilder("usable arenas, fewest free pools first: ");
    int count = 0;
    for (ArenaIndex index : table.usable()) {
      if (count++ < LIST_LENGTH) {
        String name = scene.name(table.arena(index).address());
        text.append(name).append(" (").append(table.arena(index).freePoolCount()).append(") ");
      }
    }
    if (count > LIST_LENGTH) {
      text.append("and ").append(count - LIST_LENGTH).append(" more");
    }
    return count == 0 ? text + "none" : text.toString().stripTrailing();
  }

  private String records() {
    ArenaTable table = scene.state().table();
    int unused = table.unused().count();
    long count = table.records().size();
    return unused == 0
        ? "records: none of %d is unused, so the next arena makes the table grow".formatted(count)
        : "records: %d of %d are unused".formatted(unused, count);
  }

  private String usedPools(SizeClass sizeClass) {
    Chain<Address> pools = scene.state().usedPools(sizeClass);
    String names = pools.isEmpty() ? "none" : scene.names(pools, LIST_LENGTH);
    int bytes = scene.geometry().blockBytes(sizeClass);
    return "used pools of %s, %d bytes: %s".formatted(sizeClass, bytes, names);
  }

  private List<String> arenaPictures() {
    SequencedSet<ArenaIndex> present = new LinkedHashSet<>();
    SequencedSet<ArenaIndex> future = new LinkedHashSet<>();
    for (Scene.Mark mark : scene.marks()) {
      ArenaIndex here = scene.state().arenaOf(mark.address());
      ArenaIndex later = afterwards.state().arenaOf(mark.address());
      if (here != null) {
        present.add(here);
      } else if (later != null) {
        future.add(later);
      }
    }
    int reach = present.size() + future.size() > 1 ? 0 : 1;
    List<String> text = new ArrayList<>();
    present.stream()
        .limit(ARENA_LIMIT)
        .forEach(index -> text.addAll(picture(scene, index, reach, null)));
    future.stream()
        .limit(Math.max(0, ARENA_LIMIT - present.size()))
        .forEach(index -> text.addAll(picture(afterwards, index, reach, NEW_ARENA)));
    return text;
  }

  private static List<String> picture(
      Scene scene, ArenaIndex index, int reach, @Nullable String note) {
    List<String> text = new ArrayList<>();
    text.add("");
    text.addAll(new ArenaPicture(scene, index).lines(reach, note));
    return text;
  }

  /** What points at memory that nobody has now. */
  private List<String> elsewhere() {
    Grants grants = scene.grants();
    List<String> text = new ArrayList<>();
    for (Scene.Mark mark : scene.marks()) {
      Address address = mark.address();
      boolean isDrawn =
          scene.state().arenaOf(address) != null
              || afterwards.state().arenaOf(address) != null
              || grants.rawIndexOf(address) != null;
      if (!isDrawn) {
        Integer raw = afterwards.grants().rawIndexOf(address);
        String place = raw == null ? "in nothing that is granted" : newBlock(raw);
        text.add("       ^ " + mark.label() + " " + afterwards.name(address) + ": " + place);
      }
    }
    return text;
  }

  private String newBlock(int raw) {
    Grants.RawBlock block = afterwards.grants().rawBlocks().get(raw);
    return "%s of raw memory at %s, granted by this operation"
        .formatted(RawPicture.length(block), block.address());
  }
}
