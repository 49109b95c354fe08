/**
 * The off-heap implementation as a subject. The only package of specs that knows {@code impl}; so
 * its classes can be loaded anew beside a changed implementation.
 */
package org.poolproof.specs.subject.impl;
