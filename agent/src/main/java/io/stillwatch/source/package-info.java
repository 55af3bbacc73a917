/** Floor 0: records as they lie in a log, and the one way to read them. */
package io.stillwatch.source;
