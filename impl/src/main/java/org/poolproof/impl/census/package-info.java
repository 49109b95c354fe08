/**
 * A read-only walk of the bytes: what is compared with the model and what statistics print. Imports
 * memory and layout.
 */
package org.poolproof.impl.census;
