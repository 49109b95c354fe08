/** What a run came to, as a table, as sentences and as JSON. Imports {@code lockstep} and below. */
package org.poolproof.specs.report;
