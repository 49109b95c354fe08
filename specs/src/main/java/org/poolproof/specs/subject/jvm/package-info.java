/**
 * Allocators in Java: what one has to implement, and how it is asked, in this virtual machine or
 * behind a pipe.
 */
package org.poolproof.specs.subject.jvm;
