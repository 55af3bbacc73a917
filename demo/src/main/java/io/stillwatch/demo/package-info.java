/** A demonstration on real data: an embedded broker, real distillations, and the agent. */
package io.stillwatch.demo;
