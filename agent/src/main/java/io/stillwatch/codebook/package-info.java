/** Floor 1: from vectors, scores and given codes to small integers. */
package io.stillwatch.codebook;
