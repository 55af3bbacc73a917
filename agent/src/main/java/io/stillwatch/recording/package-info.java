/** Floor 4: records in files, byte for byte; sole home of their formats. */
package io.stillwatch.recording;
