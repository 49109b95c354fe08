/**
 * The rules of the house and the proof that each can be broken: imports, names, sizes, format, the
 * canaries of the type checkers, and the list of surviving mutants. Reads the whole project;
 * nothing imports it.
 */
package org.poolproof.house;
