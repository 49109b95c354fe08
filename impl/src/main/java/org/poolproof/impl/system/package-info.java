/**
 * Where arenas come from: the system's mmap, or whatever a caller supplies. May call foreign
 * functions. Imports memory and layout.
 */
package org.poolproof.impl.system;
