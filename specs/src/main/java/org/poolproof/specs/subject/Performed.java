package org.poolproof.specs.subject;

import java.util.List;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Call;

/**
 * What a subject did with an operation.
 *
 * @param answer the address that the client was answered; null when refused, and after a free
 * @param calls what the layers below were asked and answered, in order
 */
public record Performed(Address answer, List<Call> calls) {}
