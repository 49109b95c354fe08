package org.poolproof.specs.subject.port;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Request;

/** Addresses, and calls of the layers below, as the lines of the pipe spell them. */
public final class CallText {

  private static final String NULL = "null";

  private CallText() {}

  /** {@code 0x7f0000100030} or {@code null}. */
  public static String of(Address address) {
    return address.isNull() ? NULL : address.toString();
  }

  /** The indented lines of {@code calls}. */
  public static List<String> of(List<Call> calls) {
    if (calls.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (Call call : calls) {
      Answer answer = call.answer();
      String request = "  " + of(call.request());
      lines.add(answer == null ? request : request + " -> " + of(answer.address()));
    }
    return lines;
  }

  private static String of(Request request) {
    return switch (request) {
      case Request.ArenaAlloc(ByteCount size) -> "arena " + size;
      case Request.ArenaFree(Address arena, ByteCount size) ->
          "arena free " + of(arena) + " " + size;
      case Request.RawMalloc(ByteCount size) -> "raw malloc " + size;
      case Request.RawCalloc(long count, ByteCount size) ->
          "raw calloc " + Long.toUnsignedString(count) + " " + size;
      case Request.RawRealloc(Address block, ByteCount size) ->
          "raw realloc " + of(block) + " " + size;
      case Request.RawFree(Address block) -> "raw free " + of(block);
    };
  }

  /** The calls that {@code lines} spell. */
  public static List<Call> calls(List<String> lines) {
    List<Call> calls = new ArrayList<>();
    for (String line : lines) {
      Call call = call(line);
      if (call == null) {
        throw new HostFault("it wrote " + Quoted.of(line) + ", which is no call of a layer below");
      }
      calls.add(call);
    }
    return calls;
  }

  private static @Nullable Call call(String line) {
    List<String> words = List.of(line.strip().split(" +"));
    int arrow = words.indexOf("->");
    List<String> left = arrow < 0 ? words : words.subList(0, arrow);
    Address answer = arrow == words.size() - 2 ? address(words.getLast()) : null;
    try {
      Request request = request(left);
      boolean isRelease =
          request instanceof Request.ArenaFree || request instanceof Request.RawFree;
      if (request == null || isRelease != arrow < 0 || !isRelease && answer == null) {
        return null;
      }
      if (answer == null) {
        return Call.of(request);
      }
      return new Call(request, answer.isNull() ? Answer.REFUSED : new Answer.Granted(answer));
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  private static @Nullable Request request(List<String> words) {
    String verb = String.join(" ", words.subList(0, Math.min(2, words.size())));
    return switch (words.size()) {
      case 2 -> words.get(0).equals("arena") ? new Request.ArenaAlloc(size(words.get(1))) : null;
      case 3 ->
          switch (verb) {
            case "raw malloc" -> new Request.RawMalloc(size(words.get(2)));
            case "raw free" -> {
              Address block = address(words.get(2));
              yield block == null ? null : new Request.RawFree(block);
            }
            default -> null;
          };
      case 4 -> request(verb, words.get(2), size(words.get(3)));
      default -> null;
    };
  }

  private static @Nullable Request request(String verb, String first, ByteCount size) {
    if (verb.equals("raw calloc")) {
      return new Request.RawCalloc(Long.parseUnsignedLong(first), size);
    }
    Address address = address(first);
    if (address == null) {
      return null;
    }
    return switch (verb) {
      case "arena free" -> new Request.ArenaFree(address, size);
      case "raw realloc" -> new Request.RawRealloc(address, size);
      default -> null;
    };
  }

  private static ByteCount size(String word) {
    return new ByteCount(Long.parseUnsignedLong(word));
  }

  /** The address that {@code word} spells, null if it spells none. */
  public static @Nullable Address address(@Nullable String word) {
    if (word == null) {
      return null;
    }
    if (word.equals(NULL)) {
      return Address.NULL;
    }
    int length = word.length();
    if (length < 3 || length > 18 || !word.startsWith("0x") || word.charAt(2) == '0') {
      return null;
    }
    long value = 0;
    for (int at = 2; at < length; at++) {
      char each = word.charAt(at);
      int digit =
          each >= '0' && each <= '9' ? each - '0' : each >= 'a' && each <= 'f' ? each - 87 : -1;
      if (digit < 0) {
        return null;
      }
      value = value << 4 | digit;
    }
    return new Address(value);
  }
}
