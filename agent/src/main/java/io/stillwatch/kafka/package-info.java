/** Floor 4: Kafka as a source of records; sole home of its client. */
package io.stillwatch.kafka;
