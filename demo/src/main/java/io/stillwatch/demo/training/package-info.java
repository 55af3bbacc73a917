/**
 * Teachers and students of handwritten digits: real networks, really trained, seeded to the bit.
 */
package io.stillwatch.demo.training;
