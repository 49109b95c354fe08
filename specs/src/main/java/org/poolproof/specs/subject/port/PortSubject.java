package org.poolproof.specs.subject.port;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.mustcall.qual.Owning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.contract.Profile;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.ScriptWriter;
import org.poolproof.specs.subject.Ability;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.UndefinedOperation;

/**
 * An allocator behind a pipe as a subject: each operation is asked and its answer awaited. What the
 * layers below will be asked must be known beforehand; a model beside it foresees it.
 */
@InheritableMustCall("close")
public final class PortSubject implements Subject {

  private static final Pattern COUNTERS =
      Pattern.compile("blocks (-?\\d{1,18}) arenas (\\d{1,18}) freed (\\d{1,18}) high (\\d{1,18})");

  private final String name;
  private final Geometry geometry;
  private final Profile profile;
  private final @Owning Port port;
  private final @Nullable ModelSubject foresight;
  private final Map<Address, Integer> blockNumbers = new HashMap<>();
  private int createdCount;
  private @Nullable Reply reply;

  /**
   * A fresh heap of {@code hosts}.
   *
   * @param profile what it owes its client, if it is not on layers below that are given and the
   *     host does not say otherwise
   * @throws org.poolproof.specs.subject.CannotHold if the host does not begin
   */
  @SuppressWarnings("resourceleak") // a model holds nothing
  public PortSubject(Hosts hosts, Geometry geometry, Profile profile) {
    name = hosts.name();
    this.geometry = geometry;
    port = hosts.open(geometry);
    foresight = port.hasLayersBelow() ? new ModelSubject(geometry) : null;
    this.profile =
        foresight == null
            ? port.profile(profile)
            : Profile.python(geometry.alignmentBytes(), geometry.wordBytes());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public Set<Ability> missing() {
    return port.missing();
  }

  @Override
  public boolean isOnGivenLayers() {
    return port.hasLayersBelow();
  }

  /** The heap, line by line. Who uses it does not also call {@link #perform}. */
  public @NotOwning Port port() {
    return port;
  }

  private Reply ask(String line) {
    port.ask(line, given -> reply = given);
    return awaited();
  }

  private Reply awaited() {
    reply = null;
    port.settle();
    Reply given = reply;
    if (given == null) {
      throw new IllegalStateException("a line without an answer");
    }
    return given;
  }

  @Override
  public Performed perform(Operation operation, LayersBelow below) {
    List<Call> foreseen =
        foresight == null ? List.of() : foresight.perform(operation, below).calls();
    Action action = action(operation);
    port.askOperation(ScriptWriter.text(action), CallText.of(foreseen), given -> reply = given);
    Reply given = awaited();
    Address answer = address(operation, given);
    keep(operation, action, answer);
    return new Performed(answer, CallText.calls(given.further()));
  }

  /**
   * The address that {@code given} answers to {@code operation}, null to a free.
   *
   * @throws HostFault if it is none
   */
  public static Address address(Operation operation, Reply given) {
    boolean isFree = operation instanceof Operation.Free;
    Address address = isFree ? Address.NULL : CallText.address(given.answer());
    if (address == null || isFree && given.answer() != null) {
      throw HostFault.of(operation.toString(), given, isFree ? "nothing" : "an address or null");
    }
    return address;
  }

  private Action action(Operation operation) {
    Domain domain = operation.domain();
    return switch (operation) {
      case Operation.Malloc(Domain d, ByteCount size) ->
          new Action.Malloc(domain, createdCount, size);
      case Operation.Calloc(Domain d, long count, ByteCount size) ->
          new Action.Calloc(domain, createdCount, count, size);
      case Operation.Realloc(Domain d, Address block, ByteCount size) -> {
        if (block.isNull()) {
          yield new Action.ReallocNull(domain, createdCount, size);
        }
        if (size.isZero() && !profile.mustServeZero(true)) {
          throw new UndefinedOperation("realloc to no bytes, which C leaves undefined");
        }
        yield new Action.Realloc(domain, number(block), size);
      }
      case Operation.Free(Domain d, Address block) ->
          block.isNull() ? new Action.FreeNull(domain) : new Action.Free(domain, number(block));
    };
  }

  private int number(Address block) {
    Integer number = blockNumbers.get(block);
    if (number == null) {
      throw new UndefinedOperation(block + " is no live block");
    }
    return number;
  }

  private void keep(Operation operation, Action action, Address answer) {
    switch (operation) {
      case Operation.Free free -> blockNumbers.remove(free.block());
      case Operation.Realloc realloc -> {
        if (!answer.isNull() && action instanceof Action.Realloc named) {
          blockNumbers.remove(realloc.block());
          blockNumbers.put(answer, named.blockNumber());
        } else if (!answer.isNull()) {
          blockNumbers.put(answer, createdCount++);
        }
      }
      case Operation.Malloc m -> create(answer);
      case Operation.Calloc c -> create(answer);
    }
  }

  private void create(Address answer) {
    if (!answer.isNull()) {
      blockNumbers.put(answer, createdCount++);
    }
  }

  /** The number by which the host knows the block at {@code address}. */
  public int blockNumber(Address address) {
    return number(address);
  }

  @Override
  public @Nullable Boolean isInArena(Address address) {
    Reply given = ask("owns " + CallText.of(address));
    return given.isUnknown()
        ? null
        : switch (String.valueOf(given.answer())) {
          case "yes" -> Boolean.TRUE;
          case "no" -> Boolean.FALSE;
          default -> throw HostFault.of("owns", given, "yes or no");
        };
  }

  @Override
  public @Nullable HeapCounters counters() {
    Reply given = ask("counters");
    if (given.isUnknown()) {
      return null;
    }
    Matcher numbers = COUNTERS.matcher(String.valueOf(given.answer()));
    if (!numbers.matches()) {
      throw HostFault.of("counters", given, "blocks B arenas T freed F high H");
    }
    return new HeapCounters(
        number(numbers, 1), number(numbers, 2), number(numbers, 3), number(numbers, 4));
  }

  private static long number(Matcher numbers, int group) {
    String digits = numbers.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  @Override
  public @Nullable String statisticsText() {
    Reply given = ask("statistics");
    return given.isUnknown() ? null : String.join("\n", given.further()) + "\n";
  }

  /** So many bytes of memory does the host hold; null if it does not say. */
  public @Nullable Long heldBytes() {
    Reply given = ask("memory");
    if (given.isUnknown()) {
      return null;
    }
    try {
      return Long.valueOf(String.valueOf(given.answer()));
    } catch (NumberFormatException noNumber) {
      throw HostFault.of("memory", given, "a number of bytes");
    }
  }

  @Override
  public List<String> faults() {
    return List.of();
  }

  @Override
  @EnsuresCalledMethods(value = "port", methods = "close")
  public void close() {
    port.close();
  }
}
