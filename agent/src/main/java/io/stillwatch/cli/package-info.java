/** Floor 6: one command a file. */
package io.stillwatch.cli;
