package org.poolproof.model.pymalloc;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.poolproof.model.Model;
import org.poolproof.model.Step;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.operation.Request;
import org.poolproof.model.operation.Supply;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.model.pymalloc.state.State;

/**
 * Random operations on the model by a client that keeps the rules, over layers below that refuse
 * now and then. The same seed, the same operations and answers.
 */
public final class Workload {
  private final SplittableRandom random;
  private final Geometry geometry;
  private final LayersOfMemory layers;
  private final List<Block> live = new ArrayList<>();
  private final Map<Rule, Long> applied = new EnumMap<>(Rule.class);
  private State state;
  private int refusalPercent;
  private int growthPercent = 60;
  private boolean largestOnly;

  /** A live block and the domain of the functions that it must be given to. */
  private record Block(Address address, Domain domain) {}

  /** An operation and what the model made of it. */
  public record Turn(Operation operation, Step.Done done) {}

  public Workload(Geometry geometry, long seed) {
    this.geometry = geometry;
    random = new SplittableRandom(seed);
    layers = new LayersOfMemory(geometry, random.split());
    state = Model.initial(geometry);
  }

  /** So many of a hundred requests to the layers below are refused from now on. */
  public Workload refusing(int percent) {
    refusalPercent = percent;
    return this;
  }

  /** So many of a hundred operations that create or release a block create one from now on. */
  public Workload growing(int percent) {
    growthPercent = percent;
    return this;
  }

  /** From now on only the largest blocks of pools are asked for, or any size again. */
  public Workload largestOnly(boolean only) {
    largestOnly = only;
    return this;
  }

  public State state() {
    return state;
  }

  /** In how many steps each rule was applied; rules that never were are not there. */
  public Map<Rule, Long> applied() {
    return applied;
  }

  /** The live blocks that were not created by functions of {@code domain}. */
  public long liveCountWithout(Domain... domains) {
    return live.stream().filter(block -> !List.of(domains).contains(block.domain())).count();
  }

  public Workload run(int operationCount) {
    for (int operation = 0; operation < operationCount; operation++) {
      next();
    }
    return this;
  }

  /** Carries out one operation. */
  public Turn next() {
    if (live.isEmpty() || random.nextInt(100) < growthPercent) {
      return random.nextInt(8) == 0 && !live.isEmpty() ? realloc() : create();
    }
    return random.nextInt(6) == 0 ? realloc() : release();
  }

  private Turn create() {
    Domain domain = domain();
    Operation operation =
        switch (largestOnly ? 0 : random.nextInt(12)) {
          case 10 -> new Operation.Realloc(domain, Address.NULL, size());
          case 11 -> new Operation.Calloc(domain, random.nextInt(-1, 5), size());
          default -> new Operation.Malloc(domain, size());
        };
    Turn turn = perform(operation);
    keep(turn, domain);
    return turn;
  }

  private Turn realloc() {
    int index = random.nextInt(live.size());
    Block block = live.get(index);
    Turn turn = perform(new Operation.Realloc(shared(block.domain()), block.address(), size()));
    if (turn.done().outcome() instanceof Outcome.Block) {
      drop(index);
      keep(turn, block.domain());
    }
    return turn;
  }

  private Turn release() {
    if (random.nextInt(20) == 0) {
      return perform(new Operation.Free(domain(), Address.NULL));
    }
    int index = random.nextInt(live.size());
    Block block = live.get(index);
    drop(index);
    return perform(new Operation.Free(shared(block.domain()), block.address()));
  }

  private void keep(Turn turn, Domain domain) {
    if (turn.done().outcome() instanceof Outcome.Block(Address address, var contents)) {
      live.add(new Block(address, domain));
    }
  }

  private void drop(int index) {
    Block last = live.removeLast();
    if (index < live.size()) {
      live.set(index, last);
    }
  }

  private Domain domain() {
    return switch (largestOnly ? 9 : random.nextInt(10)) {
      case 0 -> Domain.RAW;
      case 1, 2 -> Domain.MEM;
      default -> Domain.OBJ;
    };
  }

  /** Where mem and obj are one allocator, either's functions take the other's blocks. */
  private Domain shared(Domain domain) {
    return domain != Domain.RAW && geometry.clientRules().memServed() && random.nextBoolean()
        ? Domain.MEM
        : domain;
  }

  private ByteCount size() {
    int limit = geometry.smallLimitBytes();
    if (largestOnly) {
      return new ByteCount(limit);
    }
    return new ByteCount(
        switch (random.nextInt(20)) {
          case 0 -> 0;
          case 1 -> limit + 1 + random.nextInt(100);
          case 2 -> geometry.maxRequestBytes() + random.nextInt(2);
          case 3 -> geometry.maxWord();
          case 4, 5, 6, 7, 8, 9, 10 -> limit;
          default -> 1 + random.nextInt(limit);
        });
  }

  private Turn perform(Operation operation) {
    Supply supply = Supply.EMPTY;
    Step step = Model.step(state, operation, supply);
    while (step instanceof Step.Asks(Request request)) {
      supply = supply.and(layers.answer(request, random.nextInt(100) < refusalPercent));
      step = Model.step(state, operation, supply);
    }
    Step.Done done = (Step.Done) step;
    assertTrue(done.unused().isEmpty());
    assertFalse(done.outcome() instanceof Outcome.Undefined, () -> operation + ": " + done);
    state = done.state();
    done.rules().forEach(rule -> applied.merge(rule, 1L, Long::sum));
    for (Call call : done.calls()) {
      layers.released(call.request());
    }
    return new Turn(operation, done);
  }
}
