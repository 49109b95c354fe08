/** Reports are tested by what they say, and by what is left on the disk when they cannot. */
package org.poolproof.specs.report;
