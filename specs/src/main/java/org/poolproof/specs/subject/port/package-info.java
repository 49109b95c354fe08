/**
 * Allocators behind a pipe: host processes, what is said to them line by line, and what becomes of
 * those that fail. The pipe is described in {@code specs/vectors/README.md}. Imports {@code script}
 * and {@code subject}.
 */
package org.poolproof.specs.subject.port;
