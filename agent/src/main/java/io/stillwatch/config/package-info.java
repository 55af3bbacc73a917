/** Floor 5: all settings, from a file and the environment, with all their problems at once. */
package io.stillwatch.config;
