/** The adapter of the off-heap implementation, on layers below that the test answers for. */
package org.poolproof.specs.subject.impl;
