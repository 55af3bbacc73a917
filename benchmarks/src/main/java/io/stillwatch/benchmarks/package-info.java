/** How long the exact decomposition takes, measured against a plain method in the same run. */
package io.stillwatch.benchmarks;
