/** Floor 2: windows over rows, by probe pass or by number. */
package io.stillwatch.window;
