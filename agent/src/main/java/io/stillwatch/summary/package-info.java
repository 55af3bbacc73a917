/** Floor 3: what happened to a run, in sentences; pure. */
package io.stillwatch.summary;
