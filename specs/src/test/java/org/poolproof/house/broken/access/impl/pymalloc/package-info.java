/** A fixture that breaks a rule of the house. */
package org.poolproof.house.broken.access.impl.pymalloc;
