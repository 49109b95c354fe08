/**
 * What `java -jar` starts, on any Java from 17 on: runs the command here, or on a JDK 25 that it
 * finds. Imports nothing and is imported by nothing.
 */
package org.poolproof.specs.launch;
