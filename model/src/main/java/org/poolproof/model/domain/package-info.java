/**
 * The public functions of the three domains: what they refuse before anything is called, and who
 * serves what they pass on. Imports {@code geometry}, {@code operation} and {@code pymalloc}.
 */
package org.poolproof.model.domain;
