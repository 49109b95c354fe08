/** Subjects are tested alone, on layers below that the test answers for. */
package org.poolproof.specs.subject;
