/** The command is tested by its exit status, its two streams, and the files that it leaves. */
package org.poolproof.specs.cli;
