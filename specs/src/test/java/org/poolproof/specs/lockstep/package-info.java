/**
 * The replay is tested by what it must notice: recordings with one thing spoilt, and a subject that
 * is wrong in one respect.
 */
package org.poolproof.specs.lockstep;
