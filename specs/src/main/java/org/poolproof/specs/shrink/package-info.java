/**
 * From operations that show a difference to the fewest and simplest that still do. Imports {@code
 * script} and {@code lockstep}.
 */
package org.poolproof.specs.shrink;
