/** Floor 4: measurements and the pipeline's own ledger as Prometheus metrics. */
package io.stillwatch.metrics;
