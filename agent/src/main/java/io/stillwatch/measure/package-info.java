/** Floor 3: from a snapshot to a measurement and its verdict; pure. */
package io.stillwatch.measure;
