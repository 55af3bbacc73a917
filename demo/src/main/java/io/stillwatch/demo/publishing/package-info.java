/** From networks in training to records in Kafka, as any training job would send them. */
package io.stillwatch.demo.publishing;
