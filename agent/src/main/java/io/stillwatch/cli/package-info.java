/** Floor 6: the command line, one command a file. */
package io.stillwatch.cli;
