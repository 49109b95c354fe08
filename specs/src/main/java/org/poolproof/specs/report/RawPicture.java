package org.poolproof.specs.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.pymalloc.state.Directory;
import org.poolproof.specs.lockstep.Grants;

/** The live blocks of raw memory around what is pointed at there. */
final class RawPicture {

  /** So many neighbours on each side. */
  private static final int REACH = 2;

  private final Scene scene;
  private final Grants grants;

  RawPicture(Scene scene) {
    this.scene = scene;
    grants = scene.grants();
  }

  /** The lines; none if nothing points into raw memory. */
  List<String> lines() {
    List<Integer> live = live();
    List<String> text = new ArrayList<>();
    int shown = 0;
    for (int at = 0; at < live.size(); at++) {
      if (isNear(live, at)) {
        if (text.isEmpty()) {
          text.add("");
          text.add("raw memory, by address");
        } else if (at > shown + 1) {
          text.add("  ...");
        }
        text.addAll(block(live.get(at)));
        shown = at;
      }
    }
    return text;
  }

  /** The numbers of the live blocks, by address. */
  private List<Integer> live() {
    List<Integer> live = new ArrayList<>();
    for (int index = 0; index < grants.rawBlocks().size(); index++) {
      if (grants.rawBlocks().get(index).isLive()) {
        live.add(index);
      }
    }
    live.sort(Comparator.comparing(index -> grants.rawBlocks().get(index).address()));
    return live;
  }

  private boolean isNear(List<Integer> live, int at) {
    int end = Math.min(live.size(), at + REACH + 1);
    return live.subList(Math.max(0, at - REACH), end).stream()
        .anyMatch(index -> scene.marks().stream().anyMatch(mark -> isIn(mark, index)));
  }

  private boolean isIn(Scene.Mark mark, int index) {
    Integer found = grants.rawIndexOf(mark.address());
    return found != null && found == index;
  }

  private List<String> block(int index) {
    Grants.RawBlock block = grants.rawBlocks().get(index);
    List<String> text = new ArrayList<>();
    String use = use(block.address());
    text.add(
        "%5s  %-18s %s%s"
            .formatted("r" + index, block.address(), length(block), use == null ? "" : "  " + use));
    for (Scene.Mark mark : scene.marks()) {
      if (isIn(mark, index)) {
        text.add("       ^ " + mark.label() + " " + scene.name(mark.address()));
      }
    }
    return text;
  }

  /** The length of {@code block} in words. */
  static String length(Grants.RawBlock block) {
    long bytes = block.lengthBytes();
    return bytes == 1 ? "1 byte" : Long.toUnsignedString(bytes) + " bytes";
  }

  /** What pymalloc itself uses the block at {@code start} for, null if it does not. */
  private @Nullable String use(Address start) {
    if (scene.state().table().address().equals(start)) {
      return "table of arenas";
    }
    if (contains(scene.state().tree().middleNodes(), start)) {
      return "middle node of the radix tree";
    }
    return contains(scene.state().tree().bottomNodes(), start)
        ? "bottom node of the radix tree"
        : null;
  }

  private static boolean contains(Directory<Address> nodes, Address start) {
    for (long number : nodes.keys()) {
      Address node = nodes.get(number);
      if (node != null && node.equals(start)) {
        return true;
      }
    }
    return false;
  }
}
