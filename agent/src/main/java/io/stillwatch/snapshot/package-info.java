/** Floor 3: the ordered path of a run, from batches to integer tables. */
package io.stillwatch.snapshot;
