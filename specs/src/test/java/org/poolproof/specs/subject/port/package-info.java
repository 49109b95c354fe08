/** Ports that do what they should not, and what is needed to have some that do. */
package org.poolproof.specs.subject.port;
