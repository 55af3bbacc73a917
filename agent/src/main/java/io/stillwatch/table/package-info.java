/** Floor 0: tables of counts, their entropies, and seeded randomness. */
package io.stillwatch.table;
