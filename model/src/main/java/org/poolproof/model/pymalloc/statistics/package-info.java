/** What a state prints as. Imports {@code geometry} and {@code state}. */
package org.poolproof.model.pymalloc.statistics;
