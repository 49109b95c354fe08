/**
 * Where each field lies: pool header, arena record, control block, as static and drawn offsets,
 * byte for byte as CPython lays them. Imports memory.
 */
package org.poolproof.impl.layout;
