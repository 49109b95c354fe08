/**
 * The off-heap allocator: bytes, fast, and built to the same document as the model without sharing
 * a line with it. Depends on java.base and annotations.
 */
package org.poolproof.impl;
