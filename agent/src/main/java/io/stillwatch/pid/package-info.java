/** Floor 1: the exact partial information decomposition of a table, with its certificate. */
package io.stillwatch.pid;
