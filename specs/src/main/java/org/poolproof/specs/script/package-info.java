/**
 * The operation language: scripts, golden logs and PAT1 traces are read into one stream of {@link
 * org.poolproof.specs.script.Statement}s and written from it. Imports only the model's geometry and
 * operation types; every other package of {@code specs} may import it. Grammar and formats: {@code
 * specs/vectors/README.md}.
 */
package org.poolproof.specs.script;
