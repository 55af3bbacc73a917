/** A real Kafka broker inside this process, for the demonstration and for end-to-end tests. */
package io.stillwatch.demo.broker;
