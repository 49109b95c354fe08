/**
 * Where raw memory comes from: the C library, or whatever a caller supplies. May call foreign
 * functions. Imports memory and layout.
 */
package org.poolproof.impl.raw;
