/**
 * The command: five verbs, their options, exit status. Imports every other package of specs;
 * nothing imports it.
 */
package org.poolproof.specs.cli;
