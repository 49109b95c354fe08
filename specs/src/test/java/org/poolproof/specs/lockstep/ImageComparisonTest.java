package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.subject.HeapImage;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.impl.ImplSubject;
import org.poolproof.specs.subject.impl.Variant;

/** An image that differs in a single field or block is told from the model's. */
class ImageComparisonTest {

  /** A field or, without a name, a block. */
  private record Entry(String name, long at, int bytes, long value) {

    void show(HeapImage.FieldVisitor fields, HeapImage.BlockVisitor blocks) {
      if (name.isEmpty()) {
        blocks.block(at, bytes);
      } else {
        fields.field(name, at, bytes, value);
      }
    }
  }

  private record Shown(HeapImage image, List<Entry> entries) implements HeapImage {
    @Override
    public void visit(FieldVisitor fields, BlockVisitor blocks) {
      entries.forEach(entry -> entry.show(fields, blocks));
    }

    @Override
    public Address controlAddress() {
      return image.controlAddress();
    }

    @Override
    public Address placeOf(Address granted) {
      return image.placeOf(granted);
    }
  }

  private ModelSubject model;
  private HeapImage image;
  private List<Entry> entries;

  /** A heap with used, full and empty pools, two arenas and raw memory. */
  private void heap(ImplSubject subject) {
    model = new ModelSubject(subject.geometry());
    ChangingLayers layers = new ChangingLayers(subject.geometry(), new Random(1), 0);
    Recorded recorded = new Recorded(layers);
    List<Address> blocks = new ArrayList<>();
    for (int count = 0; count < 24; count++) {
      var size = new ByteCount(1 + count % 2 * 16);
      blocks.add(perform(subject, new Operation.Malloc(Domain.OBJ, size), recorded));
    }
    for (int freed : List.of(0, 1, 2, 3, 4, 5, 8, 9, 12)) {
      perform(subject, new Operation.Free(Domain.OBJ, blocks.get(freed)), recorded);
    }
    image = subject.image();
    entries = new ArrayList<>();
    image.visit(
        (name, at, bytes, value) -> entries.add(new Entry(name, at, bytes, value)),
        (at, bytes) -> entries.add(new Entry("", at, bytes, 0)));
  }

  private Address perform(ImplSubject subject, Operation operation, Recorded layers) {
    Performed performed = subject.perform(operation, layers);
    assertEquals(model.perform(operation, layers.echo()), performed);
    return performed.answer();
  }

  private ImageComparison.Finding find(List<Entry> shown) {
    return ImageComparison.find(model.state(), new Shown(image, shown));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiny:base=mixed",
        "tiny:index=radix,base=mixed",
        "tiny:word=4,index=radix,radix=0/0/4",
        "tiny:classes=3,records=4,arenas=3"
      })
  void everyChangeOfOneFieldOrBlockIsFound(String geometry) {
    try (ImplSubject subject =
        new ImplSubject(Geometries.named(geometry), Variant.CHECKED, new Address(4096))) {
      heap(subject);
      assertNull(find(entries));
      assertTrue(entries.size() > 80, entries.size() + " fields and blocks");
      for (int at = 0; at < entries.size(); at++) {
        Entry entry = entries.get(at);
        assertNotNull(find(without(at)), () -> "left out: " + entry);
        assertNotNull(find(and(entry)), () -> "twice: " + entry);
        assertNotNull(find(with(at, moved(entry))), () -> "moved: " + entry);
        assertNotNull(find(with(at, changed(entry))), () -> "changed: " + entry);
        assertNotNull(find(with(at, longer(entry))), () -> "longer: " + entry);
      }
    }
  }

  private static Entry moved(Entry entry) {
    return new Entry(entry.name(), entry.at() + 1, entry.bytes(), entry.value());
  }

  private static Entry changed(Entry entry) {
    return entry.name().isEmpty()
        ? new Entry("pool.count", entry.at(), 4, 0)
        : new Entry(entry.name(), entry.at(), entry.bytes(), entry.value() ^ 1);
  }

  private static Entry longer(Entry entry) {
    return new Entry(entry.name(), entry.at(), 12 - entry.bytes(), entry.value());
  }

  private List<Entry> without(int at) {
    List<Entry> shown = new ArrayList<>(entries);
    shown.remove(at);
    return shown;
  }

  private List<Entry> and(Entry entry) {
    List<Entry> shown = new ArrayList<>(entries);
    shown.add(entry);
    return shown;
  }

  private List<Entry> with(int at, Entry entry) {
    List<Entry> shown = new ArrayList<>(entries);
    shown.set(at, entry);
    return shown;
  }
}
