package org.poolproof.specs.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;

/** Threads, each with a space of its own. */
@InheritableMustCall("close")
final class Crew implements AutoCloseable {

  /** A thread and its space. */
  private record Member(ExecutorService thread, Space space) {}

  private final List<Member> members = new ArrayList<>();

  Crew(int memberCount, SpaceFactory spaces) {
    for (int index = 0; index < memberCount; index++) {
      ExecutorService thread =
          Executors.newSingleThreadExecutor(
              Thread.ofPlatform().daemon().name("explorer-" + index).factory());
      members.add(new Member(thread, await(thread.submit(spaces::open))));
    }
  }

  /** The space of one of the threads, for the caller to ask for its name. */
  Space any() {
    return members.getFirst().space();
  }

  /** Carries out {@code work} on all of {@code pieces}, in any order. */
  <T> void forEach(List<T> pieces, BiConsumer<T, Space> work) {
    AtomicInteger next = new AtomicInteger();
    List<Future<Boolean>> done = new ArrayList<>();
    for (Member member : members) {
      done.add(
          member
              .thread()
              .submit(() -> {
                for (int at = next.getAndIncrement();
                    at < pieces.size();
                    at = next.getAndIncrement()) {
                  work.accept(pieces.get(at), member.space());
                }
                return true;
              }));
    }
    done.forEach(Crew::await);
  }

  private static <T extends Object> T await(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failed.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    for (Member member : members) {
      member.thread().shutdown();
    }
  }
}
