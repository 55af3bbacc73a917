/** Floor 0: the sample batch, decoded and checked, before it meets any other. */
package io.stillwatch.sample;
