/** A fixture that breaks a rule of the house. */
package org.poolproof.house.broken.imports.model.operation;
