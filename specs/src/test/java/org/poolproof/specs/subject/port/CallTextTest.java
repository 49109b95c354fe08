package org.poolproof.specs.subject.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Address;

/** Addresses, and calls of the layers below, in words and back. */
class CallTextTest {

  private static final List<String> LINES =
      List.of(
          "  arena 262144 -> 0x7f0000100000",
          "  arena 262144 -> null",
          "  arena free 0x7f0000100000 262144",
          "  raw malloc 0 -> 0x10",
          "  raw calloc 18446744073709551615 2 -> null",
          "  raw realloc null 768 -> 0x20",
          "  raw realloc 0x20 768 -> 0x30",
          "  raw free 0x20",
          "  raw free null");

  @Test
  void callsAreReadBackAsTheyAreWritten() {
    assertEquals(LINES, CallText.of(CallText.calls(LINES)));
    assertTrue(CallText.of(List.of()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  arena",
        "  arena 1",
        "  arena x -> null",
        "  arena free 0x10",
        "  raw free 0x10 -> null",
        "  raw malloc 1 -> 16",
        "  raw malloc -> null",
        "  raw realloc 1 2 -> null",
        "  raw other 1 -> null",
        "  mem malloc 1 -> null",
        "  raw calloc 1 -> null",
        "  "
      })
  void whatIsNoCallIsAFaultOfTheHost(String line) {
    HostFault fault = assertThrows(HostFault.class, () -> CallText.calls(List.of(line)));
    assertEquals("it wrote '" + line + "', which is no call of a layer below", fault.toString());
  }

  @Test
  void addressesAreHexadecimalWithoutLeadingZeros() {
    assertEquals(Address.NULL, CallText.address("null"));
    assertEquals(new Address(0x7fab), CallText.address("0x7fab"));
    assertEquals(new Address(-1), CallText.address("0xffffffffffffffff"));
    for (String none : new String[] {"", "0x", "0x0", "0x01", "7f", "0x7G", "0xA", "0x7F"}) {
      assertNull(CallText.address(none), none);
    }
    assertNull(CallText.address("0x10000000000000000"));
    assertNull(CallText.address(null));
  }
}
