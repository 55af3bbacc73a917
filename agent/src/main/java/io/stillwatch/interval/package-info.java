/** Floor 1: what sampling does to a decomposition: correction and intervals. */
package io.stillwatch.interval;
