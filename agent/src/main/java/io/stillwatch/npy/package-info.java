/** Floor 4: NumPy's files of one array, read strictly. */
package io.stillwatch.npy;
