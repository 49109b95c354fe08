/**
 * The reference model: pure, executable, address-exact. {@link org.poolproof.model.Model} is its
 * front door.
 */
package org.poolproof.model;
