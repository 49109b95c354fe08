/**
 * The implementation with one fault at a time, and what finds it: a recording or a script. The
 * faults are told, component by component, in the files {@code *.faults} of the resources; beside
 * them lie the scripts.
 */
package org.poolproof.specs.faulty;
