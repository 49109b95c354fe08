package org.poolproof.model.operation;

import org.poolproof.model.geometry.Address;

/** What a layer below answers to a request for memory. */
public sealed interface Answer {

  /** Memory at {@code address}, which is not null. */
  record Granted(Address address) implements Answer {
    public Granted {
      if (address.isNull()) {
        throw new IllegalArgumentException("a grant at the null address; a refusal is Refused");
      }
    }
  }

  /** NULL. */
  record Refused() implements Answer {}

  Answer REFUSED = new Refused();

  /** The answer that a C function gives by returning {@code address}. */
  static Answer of(Address address) {
    return address.isNull() ? REFUSED : new Granted(address);
  }

  /** The address, null if refused. */
  default Address address() {
    return switch (this) {
      case Granted(Address address) -> address;
      case Refused() -> Address.NULL;
    };
  }
}
