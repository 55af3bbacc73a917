/** Floor 2: which rows of a batch count, and what becomes of the others. */
package io.stillwatch.join;
