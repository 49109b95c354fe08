/** The conformance kit: a class of tests for allocators in Java, to be extended. */
package org.poolproof.specs.tck;
