package org.poolproof.specs.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A live set is a list, but for the block that takes the place of one struck out. */
class LiveSetProperties {

  private record Entry(int number, long sizeBytes) {}

  private final LiveSet set = new LiveSet();
  private final List<Entry> list = new ArrayList<>();

  @Property(tries = 30, seed = "7")
  void setIsItsList(
      @ForAll @Size(min = 80, max = 400) List<@IntRange(min = 0, max = 1000) Integer> choices) {
    for (int choice : choices) {
      if (choice % 5 < 3 || list.isEmpty()) {
        add(choice);
      } else if (choice % 5 == 3) {
        remove(choice % 2 == 0 ? 0 : choice % list.size());
      } else {
        int index = choice % list.size();
        set.resize(index, choice + 1L);
        list.set(index, new Entry(list.get(index).number(), choice + 1L));
      }
      compare();
    }
  }

  private void add(int choice) {
    set.add(choice, 2L * choice);
    list.add(new Entry(choice, 2L * choice));
  }

  private void remove(int index) {
    set.remove(index);
    Entry last = list.getLast();
    if (index == 0) {
      list.removeFirst();
    } else {
      list.set(index, last);
      list.removeLast();
    }
  }

  private void compare() {
    assertEquals(list.size(), set.count());
    for (int index = 0; index < list.size(); index++) {
      assertEquals(list.get(index), new Entry(set.number(index), set.sizeBytes(index)));
    }
  }
}
